import type { Json, JsonObject } from '#core/json.ts';
import type { Check } from './check.ts';

/** What a detection is asked about: one object, and facts about it that are looked up only when a rule asks. */
export interface Subject {
  fields: JsonObject;
  /** `facts.country` asks for `country`. `undefined` and `null` mean unknown. */
  fact?: (name: string) => Json | undefined;
  /** Now, for `older_than` and `newer_than`; ms. */
  now?: number;
}

/** Something wrong in a detection; `path` leads from the detection block to it: `['selection', 'eventName|foo']`. */
export interface Fault {
  path: PropertyKey[];
  message: string;
}

/** A field that a detection asks for; `path` leads to where it stands. */
export interface FieldUse {
  field: string;
  path: PropertyKey[];
}

/**
 * Why a detection did or did not match: the tree of its condition. A leaf names the field, what was wanted, and the
 * value that was there.
 */
export interface Explanation {
  matched: boolean;
  /** `selection`, `1 of filter_*`, `not`, `eventName is StopLogging or DeleteTrail`. */
  what: string;
  /** Of leaves about one field. */
  field?: string;
  /** Of leaves: what the event holds; undefined when the field is absent. */
  actual?: Json;
  parts: Explanation[];
  path: PropertyKey[];
}

/** A compiled detection block. */
export interface Detection {
  matches(subject: Subject): boolean;
  /** Slower than `matches`; for rules that fire, for tests and for people. */
  explain(subject: Subject): Explanation;
  fields: FieldUse[];
  /** What it is made of, for the index; without it the detection is asked of every event. */
  check?: Check;
}
