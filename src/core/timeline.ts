import type { Actor, Person } from './actor.ts';
import type { CloseReason } from './alert.ts';
import type { Instant } from './json.ts';
import { isWorse, type Severity } from './severity.ts';
import type { Undone } from './undo-action.ts';

/** What can happen to a case. Plain repeats are occurrences, not timeline entries. */
export type Happening =
  | { what: 'opened'; severity: Severity }
  | { what: 'worse'; from: Severity; to: Severity; quiet: boolean }
  | { what: 'reopened'; severity: Severity; after: CloseReason }
  | { what: 'acknowledged' }
  | { what: 'unacknowledged' }
  | { what: 'snoozed'; until: Instant; wakeWhenWorse: boolean }
  /** `silence`: not the end of a snooze but of a silence. */
  | { what: 'woke'; silence?: true }
  /** `after`: the person whose doing it seemed to be has not answered, or denied it. */
  | { what: 'escalated'; to: string; after?: 'no_answer' | 'denial' }
  /** The person whose doing it seems to be. */
  | { what: 'person_asked'; to: string; until: Instant }
  | { what: 'person_answered'; wasMe: boolean }
  | { what: 'reminded' }
  /** Whether somebody is still working on it. */
  | { what: 'asked' }
  | { what: 'still_working' }
  /** Without `to`: to nobody. */
  | { what: 'assigned'; to?: Person }
  /** By a person, whatever the rules say. */
  | { what: 'severity_set'; from: Severity; to: Severity }
  | { what: 'commented' }
  /** What was done last was taken back by whoever did it. */
  | { what: 'undone'; did: Undone }
  | { what: 'closed'; reason: CloseReason; acceptedUntil?: Instant };

/** One line of the case's history. `seq` counts from 1 without a gap. */
export type TimelineEntry = Happening & {
  seq: number;
  at: Instant;
  by: Actor;
  /** In the words of who did it. */
  why?: string;
};

/** Whether people should be told at once, with a mention where the route has one; all else is shown quietly. */
export function isNoise(entry: TimelineEntry): boolean {
  switch (entry.what) {
    case 'opened':
    case 'reopened':
    case 'woke':
    case 'escalated':
      return true;
    case 'worse':
      return !entry.quiet;
    case 'severity_set':
      return isWorse(entry.to, entry.from);
    case 'acknowledged':
    case 'unacknowledged':
    case 'snoozed':
    case 'closed':
    case 'person_asked':
    case 'person_answered':
    case 'assigned':
    case 'commented':
    case 'undone':
    case 'reminded':
    case 'asked':
    case 'still_working':
      return false;
  }
}

/** Part of the talk with the people who look after a case: of use where they are, and history nowhere else. */
export function isReminder({ what }: TimelineEntry): boolean {
  return what === 'reminded' || what === 'asked' || what === 'still_working';
}

/** Whether the clock did it, because people did not. */
export function byClock({ by }: TimelineEntry): boolean {
  return by.kind === 'system' && by.id === 'clock';
}
