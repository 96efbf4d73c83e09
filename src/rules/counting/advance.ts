import type { Counting } from './counting.ts';
import { firingsOf, nameOf, openBase, runThrough, withoutDuplicates } from './firings-of.ts';
import { joinQuietly } from './join-quietly.ts';
import { reconcile, type Known } from './known.ts';
import { comparePlaces, compareMarks, type Mark, type Place } from './mark.ts';
import { futureMs, type Arriving, type Tally, type WindowState } from './window-state.ts';
import { horizonOf, keptMarks } from './settle.ts';

/**
 * Counts what arrives at the window of one key. `known` of the state then owes every change of the firings until it is
 * told (`tell`): the same marks again change nothing more. `now` in ms tells events from the future.
 */
export function advance(
  counting: Counting,
  before: WindowState | undefined,
  arriving: Arriving,
  now: number = Infinity,
): { state: WindowState; tally: Tally } {
  const quiet = joinQuietly(counting, before, arriving, now);
  if (quiet !== undefined) return quiet;
  const from = before?.horizon ?? { at: -Infinity, id: '' };
  const sorted = sortOut(counting, before, arriving.marks, { from, now });
  const gone = new Set(arriving.withdrawn?.map(nameOf));
  const kept = before?.marks.filter((mark) => !gone.has(nameOf(mark)) || comparePlaces(mark, from) < 0) ?? [];
  const marks = withoutDuplicates([...kept, ...sorted.counted].toSorted(compareMarks));
  const horizon = horizonOf(counting, marks, from);
  const { standing, settled } = runThrough(counting, marks, { from, base: before?.base ?? openBase, settle: horizon });
  const alone = sorted.alone.flatMap((mark) => firingsOf(counting, [mark]));
  const known = reconcile(before?.known ?? [], { standing, alone, from });
  const left = keptMarks(counting, marks, horizon);
  return {
    state: {
      marks: left.marks,
      horizon,
      base: settled,
      known: known.filter((one) => one.owed || (one.alone !== true && comparePlaces(placeOf(one), horizon) >= 0)),
    },
    tally: { ...sorted.tally, crowded: left.crowded },
  };
}

function placeOf({ at, eventId }: Known): Place {
  return { at, id: eventId };
}

interface SortedOut {
  counted: Mark[];
  alone: Mark[];
  tally: Tally;
}

function sortOut(
  counting: Counting,
  before: WindowState | undefined,
  marks: Mark[],
  { from, now }: { from: Place; now: number },
): SortedOut {
  const seen = new Set(before?.marks.map(nameOf));
  const tally: Tally = { counted: 0, duplicate: 0, late: 0, future: 0, crowded: 0 };
  const counted: Mark[] = [];
  const alone: Mark[] = [];
  for (const mark of marks) {
    const name = nameOf(mark);
    const isFuture = mark.at > now + futureMs;
    if (seen.has(name)) tally.duplicate += 1;
    else if (isFuture) tally.future += 1;
    else if (comparePlaces(mark, from) < 0) tally.late += 1;
    else tally.counted += 1;
    if (isFuture || (comparePlaces(mark, from) < 0 && !seen.has(name))) alone.push(mark);
    // Also a duplicate: it may say another time, and the earliest counts.
    else if (comparePlaces(mark, from) >= 0) counted.push(mark);
    seen.add(name);
  }
  return { counted, alone: alone.filter((mark) => !isCovered(counting, before, mark)), tally };
}

/** A late event of a run that is known to have fired tells nothing new. */
function isCovered(counting: Counting, before: WindowState | undefined, mark: Mark): boolean {
  const first = before?.marks[0];
  if (counting.type === 'first_seen' || counting.type.startsWith('temporal')) return true;
  if (before === undefined || first === undefined || counting.fire !== 'once' || !before.base.fired) return false;
  return mark.at >= first.at - counting.withinMs;
}
