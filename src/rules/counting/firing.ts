import type { AuditEvent } from '#core/audit-event.ts';
import { withoutEvents, type Known } from './known.ts';
import type { About, Key } from './mark.ts';
import type { CountedRule } from './plan.ts';
import type { WindowState } from './window-state.ts';

/** A stateful rule has fired. All but `event` and `eventIds` is the same in whatever order the events came. */
export interface Firing {
  /** Names this firing among those of its rule and key. */
  id: string;
  rule: string;
  /** The values of `by`, as one text. */
  key: string;
  /** The values by name. */
  by: { [name: string]: string };
  /** Event time of the event that completed it. */
  at: number;
  eventId: string;
  /** The events in the window then, the newest 1,000. */
  eventIds: string[];
  /** Origin of the event that completed it. */
  about: About;
  /** The event itself, when it is among those that were given. */
  event?: AuditEvent;
  carry?: { [field: string]: string } | undefined;
}

export interface Change {
  fired: Firing[];
  /** Firings that were told and are none any more, for a late event has moved or joined them. */
  withdrawn: Firing[];
}

export function firingOf(rule: CountedRule, key: Key, known: Known, event?: AuditEvent): Firing {
  const { at, eventId, about, carry, turn, eventIds } = known;
  return {
    id: turn === 1 ? eventId : `${eventId}~${turn}`,
    rule: rule.id,
    key: key.text,
    by: byOf(rule, key),
    at,
    eventId,
    eventIds: eventIds ?? [eventId],
    about,
    ...(event === undefined ? {} : { event }),
    carry,
  };
}

function byOf({ names }: CountedRule, { values }: Key): Firing['by'] {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

/** What the window owes its caller. */
export function owedBy(known: readonly Known[]): { fired: Known[]; withdrawn: Known[] } {
  const owed = known.filter((one) => one.owed);
  return { fired: owed.filter(({ stands }) => stands), withdrawn: owed.filter(({ stands }) => !stands) };
}

/**
 * The state when `told` has been told. `lost`: one of the firings was withdrawn meanwhile, so that whoever told it has
 * told too much.
 */
export function tell(state: WindowState, told: readonly Known[]): { state: WindowState; lost: boolean } {
  const names = new Map(told.map((one) => [nameOf(one), one]));
  let lost = false;
  const known = state.known.map((one) => {
    const was = names.get(nameOf(one));
    if (was === undefined) return one;
    if (was.stands !== one.stands) {
      lost ||= was.stands;
      return one;
    }
    return { ...withoutEvents(one), owed: false };
  });
  return { state: { ...state, known }, lost };
}

function nameOf({ at, eventId, turn }: Known): string {
  return `${at} ${turn} ${eventId}`;
}

/** All firings that a window knows: those that stand, and those of events that do not fire any more. */
export function chainMarks(known: readonly Known[]): { standing: Known[]; gone: Known[] } {
  const standing = known.filter(({ stands }) => stands);
  const ids = new Set(standing.map(({ eventId }) => eventId));
  return { standing, gone: known.filter(({ stands, eventId }) => !stands && !ids.has(eventId)) };
}
