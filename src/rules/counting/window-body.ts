import { hash } from 'node:crypto';
import type { Json } from '#core/json.ts';
import type { Counting } from './counting.ts';
import type { Base } from './firings-of.ts';
import type { Known } from './known.ts';
import type { About, Mark, Place } from './mark.ts';
import type { CountedRule } from './plan.ts';
import { settleEarly } from './settle-early.ts';
import type { WindowState } from './window-state.ts';

/** A window as it is kept in the table: marks and firings are rows, times count from the first mark. */
interface Body {
  /** Null for the beginning of time. */
  horizon: [number | null, string];
  base: Base;
  abouts: About[];
  start: number;
  marks: MarkRow[];
  known: KnownRow[];
}

/** Time, id, place in `abouts`, rule, and the rest when there is any. */
type MarkRow = [number, string, number, number, Pick<Mark, 'value' | 'carry' | 'events' | 'until'>?];

/** Time, event, place in `abouts`, turn, and the rest when there is any. */
type KnownRow = [number, string, number, number, Partial<Known>?];

/** What an item may hold is 350 KiB, with its keys. */
const mostBytes = 340 * 1024;
const mostEventsOfMark = 20;
export const mostEventsOfFiring = 100;

/** The state of a window for the table, small enough for one item: else it is settled and its oldest marks go. */
export function bodyOfWindow(counting: Counting, state: WindowState): { body: Json; crowded: number } {
  for (let left = state; ; left = settleEarly(counting, left)) {
    const text = JSON.stringify(toBody(left));
    const isEmpty = left.marks.length + left.known.length === 0;
    if (isEmpty || Buffer.byteLength(text) <= mostBytes)
      return { body: JSON.parse(text) as Json, crowded: state.marks.length - left.marks.length };
  }
}

function toBody(state: WindowState): Body {
  const start = state.marks[0]?.at ?? 0;
  const abouts = new Map<string, { about: About; index: number }>();
  const indexOf = (about: About): number => {
    const name = JSON.stringify([about.source, about.provider, about.account, about.region]);
    const known = abouts.get(name) ?? { about, index: abouts.size };
    abouts.set(name, known);
    return known.index;
  };
  const marks = state.marks.map((mark) => markRow(mark, start, indexOf(mark.about)));
  const known = state.known.map((one) => knownRow(one, start, indexOf(one.about)));
  const { at, id } = state.horizon;
  const horizon: Body['horizon'] = [Number.isFinite(at) ? at : null, id];
  return { horizon, base: state.base, abouts: [...abouts.values()].map(({ about }) => about), start, marks, known };
}

function markRow({ at, id, rule, value, carry, events, until }: Mark, start: number, about: number): MarkRow {
  if (value === undefined && carry === undefined && events === undefined && until === undefined)
    return [at - start, id, about, rule];
  return [at - start, id, about, rule, { value, carry, events: events?.slice(-mostEventsOfMark), until }];
}

function knownRow(known: Known, start: number, about: number): KnownRow {
  const { at, eventId, turn, stands, owed, alone, carry, eventIds } = known;
  if (stands && !owed && alone !== true && carry === undefined) return [at - start, eventId, about, turn];
  const rest = { stands, owed, ...(alone === undefined ? {} : { alone }), carry };
  if (eventIds === undefined) return [at - start, eventId, about, turn, rest];
  return [at - start, eventId, about, turn, { ...rest, eventIds: eventIds.slice(-mostEventsOfFiring) }];
}

export function windowOfBody(kept: Json): WindowState {
  const { horizon, base, abouts, start, ...rows } = kept as unknown as Body;
  const nowhere: About = { source: '', provider: 'other', account: '' };
  const place: Place = { at: horizon[0] ?? -Infinity, id: horizon[1] };
  const marks = rows.marks.map(([after, id, about, rule, rest]): Mark => {
    return { id, at: start + after, rule, about: abouts[about] ?? nowhere, ...rest };
  });
  const known = rows.known.map(([after, eventId, about, turn, rest]): Known => {
    return { at: start + after, eventId, about: abouts[about] ?? nowhere, turn, stands: true, owed: false, ...rest };
  });
  return { marks, horizon: place, base, known };
}

/** From so many on a rule's windows are kept with short names of events. */
const manyMarks = 1_000;

/** The mark as it is kept: of a rule that counts to thousands, or of an event with a long name, with a hash for a name. */
export function shortMark({ counting }: CountedRule, mark: Mark): Mark {
  const most = counting.conditions.some(({ value }) => value > manyMarks) ? 11 : 64;
  const { id, value } = mark;
  if (id.length <= most && (typeof value !== 'string' || value.length <= most)) return mark;
  return { ...mark, id: shortText(id, most), value: typeof value === 'string' ? shortText(value, most) : value };
}

function shortText(text: string, most: number): string {
  return text.length <= most ? text : hash('sha256', text, 'base64url').slice(0, Math.min(most, 22));
}
