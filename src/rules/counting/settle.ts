import type { Counting } from './counting.ts';
import { comparePlaces, endOf, type Mark, type Place } from './mark.ts';

/** How many marks of a key can still change something; besides them those that a window may need are kept. */
const mostOpen = 1_000;

/** How many marks before the open ones a window may need. */
function neededBefore({ type, conditions }: Counting): number {
  if (type !== 'event_count' && type !== 'value_count') return mostOpen;
  return Math.max(mostOpen, ...conditions.map(({ value }) => value + 1));
}

/** Up to where a key is settled: what is later than the lateness allows, and what too many others came after. */
export function horizonOf(counting: Counting, sorted: readonly Mark[], before: Place): Place {
  const newest = sorted.at(-1);
  if (newest === undefined) return before;
  const lateness = { at: Math.max(endOf(newest), before.at) - counting.latenessMs, id: '' };
  const later = comparePlaces(lateness, before) > 0 ? lateness : before;
  const open = sorted[sorted.length - mostOpen];
  if (open === undefined || comparePlaces(open, later) <= 0) return later;
  return { at: open.at, id: open.id };
}

/** The marks that are still needed: those from the horizon on, and those in the windows of these. */
export function keptMarks(
  counting: Counting,
  sorted: readonly Mark[],
  horizon: Place,
): { marks: Mark[]; crowded: number } {
  const needed = sorted.filter((mark) => endOf(mark) >= horizon.at - counting.withinMs);
  const merged = tellsByFirst(counting, needed) ? mergeRuns(counting, needed) : needed;
  const open = merged.findIndex((mark) => comparePlaces(mark, horizon) >= 0);
  const settled = open === -1 ? merged.length : open;
  const crowded = Math.max(0, settled - neededBefore(counting));
  return { marks: crowded === 0 ? merged : merged.slice(crowded), crowded };
}

/**
 * Whether only the first event of a run can fire, so that of the others it is enough to know how long the run lasts.
 * A mark that is itself a firing stays: it may be withdrawn.
 */
function tellsByFirst({ type, fire, conditions }: Counting, marks: readonly Mark[]): boolean {
  if (marks.some(({ events }) => events !== undefined)) return false;
  if (type === 'first_seen') return true;
  const isFromOne = conditions.every(({ op, value }) => (op === 'gte' && value <= 1) || (op === 'gt' && value <= 0));
  return type === 'event_count' && fire === 'once' && isFromOne;
}

/** Each run as one mark: its first event, which stands for all until the last. */
function mergeRuns({ withinMs }: Counting, sorted: readonly Mark[]): Mark[] {
  const runs: Mark[] = [];
  for (const mark of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && mark.at - endOf(run) <= withinMs) {
      runs[runs.length - 1] = { ...run, until: Math.max(endOf(run), endOf(mark)) };
    } else runs.push(mark);
  }
  return runs;
}
