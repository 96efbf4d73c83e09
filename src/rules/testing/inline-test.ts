import type { CloseReason } from '#core/alert.ts';
import type { JsonObject } from '#core/json.ts';
import type { Severity } from '#core/severity.ts';

/** One record of a test. `at` = ms behind the beginning of the test; undefined: the record's own time. */
export interface TestEvent {
  at: number | undefined;
  record: JsonObject;
  /** Over those of the test. */
  facts?: JsonObject;
}

/** What the tests of each kind of rule can say, with everything written out. */
interface Given {
  name: string;
  facts: JsonObject;
  /** When the test begins, as ISO 8601. */
  now?: string;
  /** What lists hold in this test, by name; the others hold what they hold. */
  lists?: { [name: string]: (string | number | boolean)[] };
}

/** What severity, close, identity and silence rules are asked about. */
export interface TestSubject {
  alert: JsonObject;
  update?: JsonObject;
  resource?: JsonObject;
}

export interface EventTest extends Given {
  kind: 'events';
  events: TestEvent[];
  /** A file with the records, relative to the rule's own folder. */
  file?: string;
  expect: { alerts: number; level?: Severity; at?: number[] };
}

export interface ResourceTest extends Given {
  kind: 'resource';
  resource: JsonObject;
  expect: { open: boolean };
}

export interface SeverityTest extends Given {
  kind: 'severity';
  subject: TestSubject;
  level: Severity;
  repeat: { times: number; every: number };
  /** One for each repeat. */
  expect: { levels: Severity[] };
}

export interface CloseTest extends Given {
  kind: 'close';
  subject: TestSubject;
  /** Whose the update is, where that is another one than the alert's: `same` compares with it. */
  updateOf?: JsonObject;
  expect: { closed: boolean; reason?: CloseReason };
}

export interface IdentityTest extends Given {
  kind: 'identity';
  subjects: TestSubject[];
  expect: { same: boolean };
}

export interface SilenceTest extends Given {
  kind: 'silence';
  subject: TestSubject;
  expect: { silenced: boolean };
}

export type InlineTest = EventTest | ResourceTest | SeverityTest | CloseTest | IdentityTest | SilenceTest;
