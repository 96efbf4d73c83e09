import { dateParts, type DatePart } from './moment.ts';
import { faultAt, type Place } from './fault.ts';
import { didYouMean } from './nearest.ts';
import type { Anchor } from './pattern.ts';

const anchors = ['contains', 'startswith', 'endswith'] as const;
const encodings = ['utf16le', 'utf16be', 'utf16', 'wide', 'base64', 'base64offset', 'windash'] as const;
const comparisons = ['lt', 'lte', 'gt', 'gte'] as const;
const otherTests = ['re', 'cidr', 'exists', 'fieldref', 'wider_than', 'older_than', 'newer_than'] as const;
const flags = ['all', 'cased', 'neq', 'expand', 'i', 'm', 's'] as const;
const known: readonly string[] = [...anchors, ...encodings, ...comparisons, ...otherTests, ...flags, ...dateParts];

export type Encoding = (typeof encodings)[number];
export type Comparison = (typeof comparisons)[number];

/** How a value is compared: as text unless a modifier says otherwise. */
export type Test = 'text' | Comparison | (typeof otherTests)[number];

/** The modifiers of a key, taken together. */
export interface Modifiers {
  test: Test;
  anchor: Anchor;
  /** In the order in which they are written. */
  encodings: Encoding[];
  part?: DatePart;
  all: boolean;
  cased: boolean;
  neq: boolean;
  expand: boolean;
  regex: { i: boolean; m: boolean; s: boolean };
}

/** Reads the modifiers of a key; undefined, with faults, when one is unknown or two contradict each other. */
export function readModifiers(words: string[], place: Place): Modifiers | undefined {
  const unknown = words.filter((word) => !known.includes(word));
  for (const word of unknown) faultAt(place, `unknown modifier "${word}"${didYouMean(word, known)}`);
  if (unknown.length > 0) return undefined;
  const conflict = conflictIn(words);
  if (conflict !== undefined) return faultAt(place, conflict);
  const has = (word: string): boolean => words.includes(word);
  const part = dateParts.find(has);
  return {
    test: [...comparisons, ...otherTests].find(has) ?? 'text',
    anchor: anchors.find(has) ?? 'exact',
    encodings: words.filter((word): word is Encoding => isOneOf(encodings, word)),
    ...(part === undefined ? {} : { part }),
    all: has('all'),
    cased: has('cased'),
    neq: has('neq'),
    expand: has('expand'),
    regex: { i: has('i'), m: has('m'), s: has('s') },
  };
}

function isOneOf<T extends string>(list: readonly T[], word: string): word is T {
  return (list as readonly string[]).includes(word);
}

/** What cannot stand together would be a rule that silently means something else. */
function conflictIn(words: string[]): string | undefined {
  const of = (list: readonly string[]): string[] => words.filter((word) => list.includes(word));
  const twice = words.find((word, at) => words.indexOf(word) !== at);
  if (twice !== undefined) return `the modifier "${twice}" stands twice`;
  const tests = [...of(comparisons), ...of(otherTests)];
  const parts = of(dateParts);
  const open = of(anchors);
  if (tests.length > 1) return contradict(tests);
  if (open.length > 1) return contradict(open);
  if (parts.length > 1) return contradict(parts);
  const [test] = tests;
  const regexFlags = of(['i', 'm', 's']);
  if (regexFlags.length > 0 && test !== 're') return `the modifier "${regexFlags[0]}" goes with "re" only`;
  if (of(['wide', 'utf16le', 'utf16be', 'utf16']).length > 1) return 'a value has one UTF-16 encoding';
  return conflictWith(test ?? parts[0], { open, encoded: of(encodings), parts, words });
}

interface Others {
  open: string[];
  encoded: string[];
  parts: string[];
  words: string[];
}

function conflictWith(test: string | undefined, { open, encoded, parts, words }: Others): string | undefined {
  if (test === undefined) return undefined;
  if (test === 'exists' && words.some((word) => word !== 'exists')) return 'the modifier "exists" stands alone';
  if (encoded.length > 0) return contradict([test, ...encoded]);
  const canBeOpen = test === 'fieldref' ? open : open.filter((word) => test === 're' && word === 'contains');
  if (open.length > canBeOpen.length) return contradict([test, ...open]);
  const canHaveParts = isOneOf(comparisons, test) || isOneOf(dateParts, test);
  if (parts.length > 0 && !canHaveParts) return contradict([test, ...parts]);
  if (words.includes('cased') && test !== 're' && test !== 'fieldref') return contradict([test, 'cased']);
  if (words.includes('expand') && test === 'fieldref') return contradict([test, 'expand']);
  return undefined;
}

function contradict(words: string[]): string {
  return `the modifiers ${words.map((word) => `"${word}"`).join(' and ')} do not go together`;
}
