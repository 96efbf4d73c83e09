import type { Need } from './check.ts';
import { wordIn } from './word-in.ts';

/** What is wanted behind a name: `"eventName": "…"`. */
export interface Wanted {
  /** How the name ends: a key with dots may end with it. */
  ending: string;
  isAny: boolean;
  exact: Set<string>;
  prefixes: string[];
  suffixes: string[];
  infixes: string[];
}

export function nothingWanted(name: string): Wanted {
  return { ending: `${name}"`, isAny: false, exact: new Set(), prefixes: [], suffixes: [], infixes: [] };
}

export function want(wanted: Wanted, need: Need): void {
  switch (need.how) {
    case 'present':
      wanted.isAny = true;
      return;
    case 'exact':
      for (const text of need.texts) wanted.exact.add(text);
      return;
    case 'prefix':
      wanted.prefixes.push(...need.texts);
      return;
    case 'suffix':
      wanted.suffixes.push(...need.texts);
      return;
    case 'infix':
      wanted.infixes.push(...need.texts);
  }
}

/**
 * Texts of which one stands in the JSON, in whatever case, when a wanted value does, unless it is written with escapes;
 * undefined when there is a value that can be written in too many ways.
 */
export function wordsOf({ isAny, exact, prefixes, suffixes, infixes }: Wanted): string[] | undefined {
  if (isAny) return undefined;
  const words = [...[...exact].map(quotedIn), ...[...prefixes, ...suffixes, ...infixes].map(wordIn)];
  return words.every((word) => word !== undefined) ? words : undefined;
}

/** With its quotes, when JSON can only write it as a string: fewer records hold `"root"` than `root`. */
function quotedIn(text: string): string | undefined {
  const word = wordIn(text);
  return word === text && text !== 'true' && text !== 'false' ? `"${text}"` : word;
}

const quote = 0x22;
const colon = 0x3a;

/** Whether behind the name that ends at `at` stands a wanted value, or one that cannot be read at a glance. */
export function standsAt(text: string, at: number, to: number, wanted: Wanted): boolean {
  let next = skipSpace(text, at);
  if (next >= to || text.charCodeAt(next) !== colon) return false;
  next = skipSpace(text, next + 1);
  if (next >= to) return true;
  if (text.charCodeAt(next) !== quote) return !text.startsWith('null', next);
  if (wanted.isAny) return true;
  const end = text.indexOf('"', next + 1);
  return end === -1 || end >= to || isWanted(text.slice(next + 1, end), wanted);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** A value without escapes and without letters that look different in UTF-8 and Latin-1. */
const isPlain = /^[\0-\x5b\x5d-\x7f]*$/;

function isWanted(value: string, { exact, prefixes, suffixes, infixes }: Wanted): boolean {
  if (!isPlain.test(value)) return true;
  const lower = value.toLowerCase();
  return (
    exact.has(lower) ||
    prefixes.some((prefix) => lower.startsWith(prefix)) ||
    suffixes.some((suffix) => lower.endsWith(suffix)) ||
    infixes.some((infix) => lower.includes(infix))
  );
}
