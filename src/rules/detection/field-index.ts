import type { Json } from '#core/json.ts';
import type { Need } from './check.ts';
import type { Field } from './field.ts';
import { canBeFound, indexInfixes, rulesWithin, type InfixIndex } from './infix-index.ts';
import { textOf } from './json-text.ts';

/** What a rule needs of a field. Rules are numbers. */
export interface Entry {
  rule: number;
  need: Need;
}

type ByText = Map<string, number[]>;

/** Which rules may match, by the values of one field. */
export interface FieldIndex {
  field: Field;
  exact: ByText;
  /** By length: a beginning or an end is looked up by cutting the value. */
  prefixes: Map<number, ByText>;
  suffixes: Map<number, ByText>;
  /** Whether there is anything in these three. */
  isSearched: boolean;
  infixes: InfixIndex | undefined;
  /** Rules that want the field to have any value. */
  present: readonly number[];
  all: readonly number[];
  /** What was found for a value before: most fields have few values, and lower case costs. */
  memo: Map<string, readonly number[]>;
}

const none: readonly number[] = [];
const longestRemembered = 100;
const mostRemembered = 5000;

export function createFieldIndex(field: Field, entries: readonly Entry[]): FieldIndex {
  const exact: ByText = new Map();
  const prefixes = new Map<number, ByText>();
  const suffixes = new Map<number, ByText>();
  const infixes: { text: string; rule: number }[] = [];
  const present = new Set<number>();
  for (const { rule, need } of entries) {
    if (need.how === 'exact') for (const text of need.texts) push(exact, text, rule);
    else if (need.how === 'prefix') for (const text of need.texts) push(ofLength(prefixes, text), text, rule);
    else if (need.how === 'suffix') for (const text of need.texts) push(ofLength(suffixes, text), text, rule);
    else if (need.how === 'infix' && need.texts.every(canBeFound))
      infixes.push(...need.texts.map((text) => ({ text, rule })));
    else present.add(rule);
  }
  return {
    field,
    exact,
    prefixes,
    suffixes,
    isSearched: exact.size + prefixes.size + suffixes.size > 0,
    infixes: infixes.length === 0 ? undefined : indexInfixes(infixes),
    present: [...present],
    all: [...new Set(entries.map(({ rule }) => rule))],
    memo: new Map(),
  };
}

function ofLength(lengths: Map<number, ByText>, text: string): ByText {
  const texts = lengths.get(text.length) ?? new Map<string, number[]>();
  lengths.set(text.length, texts);
  return texts;
}

function push(texts: ByText, text: string, rule: number): void {
  const rules = texts.get(text);
  if (rules === undefined) texts.set(text, [rule]);
  else rules.push(rule);
}

/** Tells each list of rules that may match because the field has this value; a rule may be told more than once. */
export function lookUp(index: FieldIndex, value: Json, tell: (rules: readonly number[]) => void): void {
  if (value === null) return;
  // A list is a value even when nothing is in it.
  if (index.present.length > 0) tell(index.present);
  if (typeof value === 'string') lookUpText(index, value, tell);
  else if (Array.isArray(value)) for (const element of value) lookUp(index, element, tell);
  // The text of an object is long to make; few rules compare one.
  else if (typeof value === 'object') tell(index.all);
  else lookUpText(index, textOf(value), tell);
}

function lookUpText(index: FieldIndex, text: string, tell: (rules: readonly number[]) => void): void {
  if (index.isSearched) tell(rulesFor(index, text));
  if (index.infixes !== undefined) tell(rulesWithin(index.infixes, text));
}

function rulesFor(index: FieldIndex, text: string): readonly number[] {
  if (text.length > longestRemembered) return searchFor(index, text);
  const known = index.memo.get(text);
  if (known !== undefined) return known;
  const rules = searchFor(index, text);
  // A field with ever new values would only fill it in vain.
  if (index.memo.size < mostRemembered) index.memo.set(text, rules);
  return rules;
}

function searchFor({ exact, prefixes, suffixes }: FieldIndex, text: string): readonly number[] {
  const lower = text.toLowerCase();
  const same = exact.get(lower) ?? none;
  if (prefixes.size + suffixes.size === 0) return same;
  const rules = [...same];
  for (const [length, texts] of prefixes) rules.push(...(texts.get(lower.slice(0, length)) ?? none));
  for (const [length, texts] of suffixes) rules.push(...(texts.get(lower.slice(-length)) ?? none));
  return rules.length === 0 ? none : rules;
}
