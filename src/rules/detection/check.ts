import type { Json } from '#core/json.ts';
import type { Subject } from './detection.ts';
import type { Field } from './field.ts';
import type { Quantifier } from './parse-key.ts';

/**
 * What must be so that a leaf can match: the field has a value (null does not count, an empty list does) and, unless
 * `present`, the text of one of its elements in lower case is one of these, or begins or ends with one, or holds one.
 */
export type Need = { how: 'exact' | 'prefix' | 'suffix' | 'infix'; texts: readonly string[] } | { how: 'present' };

interface Named {
  /** For people: see `Explanation`. */
  what: string;
  path: PropertyKey[];
}

/** One question about one field, or about the whole record when there is no field. */
export interface Leaf extends Named {
  kind: 'leaf';
  field?: Field;
  matches(scope: Json, subject: Subject): boolean;
  /** Absent: the leaf may match although the field has no value. Of a keyword: what stands in the record's text. */
  need?: Need;
  /** How long it takes, roughly: cheap ones are asked first. */
  cost: number;
  /** Asks for `subject.now`. */
  usesNow?: true;
}

export interface Group extends Named {
  kind: 'all' | 'any';
  parts: Check[];
}

export interface Negation extends Named {
  kind: 'not';
  parts: [Check];
}

/** So many of the parts. */
export interface AtLeast extends Named {
  kind: 'atLeast';
  count: number;
  parts: Check[];
}

/** So many elements of a list, each looked at as if it were a record of its own. */
export interface Elements extends Named {
  kind: 'elements';
  quantifier: Quantifier;
  field: Field;
  parts: [Check];
}

/**
 * A compiled detection before it became a function: what matches it, what explains it and what the index knows of it
 * are all made from this.
 */
export type Check = Leaf | Group | Negation | AtLeast | Elements;

/** Everything that asks something of the record itself. */
export function leavesOf(check: Check): Leaf[] {
  return check.kind === 'leaf' ? [check] : check.parts.flatMap(leavesOf);
}

/** Costs add up, so that what looks up a fact comes last wherever it stands. */
export function costOf(check: Check): number {
  if (check.kind === 'leaf') return check.cost;
  return check.parts.reduce((sum, part) => sum + costOf(part), check.kind === 'elements' ? 5 : 0);
}
