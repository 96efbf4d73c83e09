import type { Modifiers } from './modifiers.ts';
import type { Scalar } from './values.ts';

const shown = 5;
const longest = 80;

const verbs = {
  exact: 'is',
  contains: 'contains',
  startswith: 'starts with',
  endswith: 'ends with',
} as const;

const tests = {
  re: 'matches',
  cidr: 'is in',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  wider_than: 'is wider than /',
  older_than: 'is older than',
  newer_than: 'is newer than',
  exists: 'exists:',
} as const;

/** What a leaf asks, in words: `is StopLogging or DeleteTrail`, `does not contain …`. */
export function inWords(modifiers: Modifiers, values: readonly Scalar[]): string {
  const { test, anchor, part, neq, encodings, cased } = modifiers;
  const verb = test === 'text' || test === 'fieldref' ? verbs[anchor] : tests[test];
  const said = [
    ...(part === undefined ? [] : [`(${part})`]),
    ...(neq ? ['not:'] : []),
    verb,
    ...(test === 'fieldref' ? ['the field'] : []),
    valuesInWords(values),
    ...(encodings.length > 0 ? [`(${encodings.join(', ')})`] : []),
    ...(cased ? ['(same case)'] : []),
  ];
  return said.join(' ').replace('/ ', '/');
}

function valuesInWords(values: readonly Scalar[]): string {
  if (values.length === 0) return 'nothing: the list is empty';
  const some = values.slice(0, shown).map((value) => {
    const text = value === '' ? "''" : String(value);
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
  });
  const more = values.length - some.length;
  return more > 0 ? `${some.join(', ')} or ${more} more` : some.join(' or ');
}
