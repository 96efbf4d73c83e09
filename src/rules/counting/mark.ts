import type { AuditEvent } from '#core/audit-event.ts';
import type { Json } from '#core/json.ts';
import type { Subject } from '../detection/detection.ts';

/** An event that a rule matched, whose matches are counted. */
export interface Match {
  rule: string;
  event: AuditEvent;
  /** Answers for fields `facts.*`. */
  fact?: Subject['fact'];
  /** The value of a field that the record does not have by this name: the field map of the rule's logsource. */
  mapped?: (field: string) => Json | undefined;
}

/** Whose event it was: what an alert must say of its origin, whichever of the events is at hand. */
export interface About {
  source: string;
  provider: AuditEvent['provider'];
  account: string;
  region?: string;
}

/** What is kept of a match in the window of its key. */
export interface Mark {
  /** The event's id. */
  id: string;
  /** Event time, ms. */
  at: number;
  /** Which of the counted rules; the place in `counting.rules`. */
  rule: number;
  /** Of `value_*`: the value, or a composite of several as JSON. */
  value?: string | number | undefined;
  about: About;
  /** Values that a correlation of this rule's firings asks for. */
  carry?: { [field: string]: string } | undefined;
  /** Of a mark that is itself a firing: the events that completed it. */
  events?: string[] | undefined;
  /** It stands for events up to then that follow each other within the window; only where the first alone tells. */
  until?: number | undefined;
}

/** What a window is for: the values of `by` (and of what is first seen), and all of them as one text. */
export interface Key {
  text: string;
  values: string[];
}

/** A place in the order of events: by time, then by id. */
export interface Place {
  at: number;
  id: string;
}

/** The order in which events are looked at, whatever order they came in. */
export function compareMarks(a: Place & { rule: number }, b: Place & { rule: number }): number {
  return comparePlaces(a, b) || a.rule - b.rule;
}

export function comparePlaces(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** The last moment that the mark stands for. */
export function endOf(mark: Mark): number {
  return mark.until ?? mark.at;
}
