import type { Standing } from './firings-of.ts';
import { comparePlaces, type About, type Place } from './mark.ts';

/** A firing that is known to the window of its key. */
export interface Known {
  at: number;
  eventId: string;
  about: About;
  carry?: { [field: string]: string } | undefined;
  /** How often it has come to stand: when it comes back after it was withdrawn, it is another firing. */
  turn: number;
  /** Whether it stands, by what is known now. */
  stands: boolean;
  /** The caller has still to be told. */
  owed: boolean;
  /** Of an event that was evaluated by itself: nothing that comes later withdraws it. */
  alone?: true;
  /** The events of its window, as long as they are known. */
  eventIds?: string[];
}

/**
 * The firings that are known, after it was found which ones stand from `from` on. One that does not stand any more is
 * owed to be withdrawn also when it was never told: whoever was to tell it may have died after he did.
 */
export function reconcile(
  before: readonly Known[],
  { standing, alone, from }: { standing: Standing[]; alone: Standing[]; from: Place },
): Known[] {
  const now = new Map(standing.map((one) => [nameOf(one.mark.at, one.mark.id), one]));
  const known: Known[] = [];
  const newest = new Map<string, Known>();
  for (const one of before) {
    const name = nameOf(one.at, one.eventId);
    const found = now.get(name);
    const isSettled = one.alone === true || comparePlaces({ at: one.at, id: one.eventId }, from) < 0;
    const next = isSettled || !one.stands ? one : stillStanding(one, found);
    known.push(next);
    if ((newest.get(name)?.turn ?? 0) < next.turn) newest.set(name, next);
  }
  for (const one of standing) {
    const last = newest.get(nameOf(one.mark.at, one.mark.id));
    if (last?.stands !== true) known.push(knownOf(one, (last?.turn ?? 0) + 1));
  }
  for (const one of alone) {
    if (!newest.has(nameOf(one.mark.at, one.mark.id))) known.push({ ...knownOf(one, 1), alone: true });
  }
  return known;
}

function stillStanding(one: Known, found: Standing | undefined): Known {
  if (found !== undefined) return one.owed && one.eventIds === undefined ? { ...one, eventIds: found.eventIds() } : one;
  return { ...one, stands: false, owed: true };
}

function knownOf({ mark, eventIds }: Standing, turn: number): Known {
  const { at, id, about, carry } = mark;
  return { at, eventId: id, about, carry, turn, stands: true, owed: true, eventIds: eventIds() };
}

/** The firing without the events that have completed it. */
export function withoutEvents(known: Known): Known {
  const { eventIds: _, ...rest } = known;
  return rest;
}

function nameOf(at: number, eventId: string): string {
  return `${at} ${eventId}`;
}
