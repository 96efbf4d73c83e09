import type { Counting } from './counting.ts';
import { runThrough } from './firings-of.ts';
import { withoutEvents } from './known.ts';
import type { WindowState } from './window-state.ts';

/**
 * A window that has become too big for where it is kept: all of it is settled, the older half of its marks goes, and of
 * its firings the events, then the older half. Only what comes after its newest event is counted from now on.
 */
export function settleEarly(counting: Counting, state: WindowState): WindowState {
  const { marks, horizon: from, base } = state;
  const newest = marks.at(-1);
  const horizon = newest === undefined ? from : { at: newest.at, id: `${newest.id}\u0001` };
  const { settled } = runThrough(counting, marks, { from, base, settle: horizon });
  const owed = state.known.filter((one) => one.owed);
  const isTold = owed.every(({ eventIds }) => eventIds === undefined);
  return {
    marks: marks.slice(Math.ceil(marks.length / 2)),
    horizon,
    base: settled,
    known: isTold ? owed.slice(Math.ceil(owed.length / 2)) : owed.map(withoutEvents),
  };
}
