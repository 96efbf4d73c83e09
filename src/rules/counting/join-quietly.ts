import type { Counting } from './counting.ts';
import { openBase } from './firings-of.ts';
import { compareMarks, comparePlaces, type Mark, type Place } from './mark.ts';
import { futureMs, type Arriving, type Tally, type WindowState } from './window-state.ts';

/** Fewer than this are looked at one by one; more would be slow that way. */
const fewMarks = 64;

const start: Place = { at: -Infinity, id: '' };
const nothing: never[] = [];

/**
 * What `advance` would answer, for the most usual case: a few events in a window that cannot fire, for there are not
 * enough of them all together, in the order of their time. Undefined when it is another case.
 */
export function joinQuietly(
  counting: Counting,
  before: WindowState | undefined,
  { marks: arriving, withdrawn }: Arriving,
  now: number,
): { state: WindowState; tally: Tally } | undefined {
  const size = (before?.marks.length ?? 0) + arriving.length;
  if (size > fewMarks || !needsMore(counting, size) || (withdrawn?.length ?? 0) > 0) return undefined;
  if (before !== undefined && (before.known.length > 0 || before.base.fired || before.base.after !== undefined))
    return undefined;
  const from = before?.horizon ?? start;
  let marks = before?.marks ?? nothing;
  for (const mark of arriving) {
    const last = marks.at(-1);
    const isNext = last === undefined ? comparePlaces(mark, from) >= 0 : compareMarks(last, mark) < 0;
    if (!isNext || mark.at > now + futureMs || marks.some(({ id }) => id === mark.id)) return undefined;
    marks = [...marks, mark];
  }
  const newest = marks.at(-1)?.at ?? from.at;
  const horizon = newest - counting.latenessMs > from.at ? { at: newest - counting.latenessMs, id: '' } : from;
  const tally = { counted: arriving.length, duplicate: 0, late: 0, future: 0, crowded: 0 };
  return {
    state: { marks: withoutOld(marks, horizon.at - counting.withinMs), horizon, base: openBase, known: nothing },
    tally,
  };
}

function withoutOld(sorted: Mark[], since: number): Mark[] {
  const first = sorted.findIndex(({ at }) => at >= since);
  return first === 0 ? sorted : sorted.slice(first);
}

/** Whether a count of at most `size` is too small for it. */
function needsMore({ type, conditions }: Counting, size: number): boolean {
  if (type !== 'event_count' && type !== 'value_count') return false;
  return conditions.some(({ op, value }) => (op === 'gte' && value > size) || (op === 'gt' && value >= size));
}
