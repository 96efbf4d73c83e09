import type { Need } from './check.ts';
import { base64Of, base64Offsets, widen, type Wide } from './encode.ts';
import { faultAt, type Place } from './fault.ts';
import type { Encoding, Modifiers } from './modifiers.ts';
import {
  anchored,
  lowerCased,
  parsePattern,
  plainTextOf,
  testOf,
  withAnyDash,
  type Pattern,
  type TextTest,
} from './pattern.ts';

/** The patterns that one value stands for, once its encodings are applied; several for `base64offset`. */
export function patternsOf(text: string, modifiers: Modifiers, place: Place): Pattern[] | undefined {
  let patterns: Pattern[] = [parsePattern(text)];
  let isBytes = false;
  for (const encoding of modifiers.encodings) {
    const encoded = patterns.map((pattern) => encode(pattern, encoding, isBytes));
    if (!encoded.every((each) => each !== undefined))
      return faultAt(place, `"${encoding}" cannot encode a value with wildcards; escape them as \\* and \\?`);
    patterns = encoded.flat();
    isBytes = wideOf(encoding) !== undefined;
  }
  return patterns.map((pattern) => anchored(pattern, modifiers.anchor));
}

function encode(pattern: Pattern, encoding: Encoding, isBytes: boolean): Pattern[] | undefined {
  if (encoding === 'windash') return [withAnyDash(pattern)];
  const text = plainTextOf(pattern);
  if (text === undefined) return undefined;
  const wide = wideOf(encoding);
  if (wide !== undefined) return [[widen(text, wide)]];
  const texts = encoding === 'base64' ? [base64Of(text, isBytes)] : base64Offsets(text, isBytes);
  return texts.map((each) => (each === '' ? [] : [each]));
}

function wideOf(encoding: Encoding): Wide | undefined {
  if (encoding === 'wide') return 'utf16le';
  return encoding === 'utf16le' || encoding === 'utf16be' || encoding === 'utf16' ? encoding : undefined;
}

/** Whether a text is like one of the patterns. Those without wildcards are looked up in a set. */
export function testOfPatterns(given: readonly Pattern[], isCased: boolean): TextTest {
  const patterns = isCased ? given : given.map(lowerCased);
  const plain = new Set<string>();
  const tests: TextTest[] = [];
  for (const pattern of patterns) {
    const text = plainTextOf(pattern);
    if (text === undefined) tests.push(testOf(pattern));
    else plain.add(text);
  }
  const [only = ''] = plain;
  const isPlain: TextTest = plain.size === 1 ? (text) => text === only : (text) => plain.has(text);
  const isLike: TextTest = tests.length === 0 ? isPlain : plain.size === 0 ? anyOf(tests) : anyOf([isPlain, ...tests]);
  return isCased ? isLike : (text) => isLike(text.toLowerCase());
}

function anyOf(tests: TextTest[]): TextTest {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (text) => {
    for (const test of tests) if (test(text)) return true;
    return false;
  };
}

/** What every text that is like one of the patterns has: the most telling that all of them share. */
export function needOfPatterns(given: readonly Pattern[]): Need {
  const patterns = given.map(lowerCased);
  const plain = patterns.map(plainTextOf);
  if (plain.every((text) => text !== undefined)) return { how: 'exact', texts: plain };
  const heads = patterns.map((pattern) => literalOf(pattern.at(0)));
  if (heads.every((text) => text !== '')) return { how: 'prefix', texts: heads };
  const tails = patterns.map((pattern) => literalOf(pattern.at(-1)));
  if (tails.every((text) => text !== '')) return { how: 'suffix', texts: tails };
  const longest = patterns.map((pattern) => pattern.map(literalOf).reduce(longer, ''));
  return longest.every((text) => text !== '') ? { how: 'infix', texts: longest } : { how: 'present' };
}

function literalOf(part: Pattern[number] | undefined): string {
  return typeof part === 'string' ? part : '';
}

function longer(one: string, other: string): string {
  return other.length > one.length ? other : one;
}
