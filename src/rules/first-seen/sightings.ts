/** When a value was there, as runs `[from, until]` in ms, the oldest first; `until` is a full hour. */
export type Sightings = readonly (readonly [from: number, until: number])[];

/** A value that was not there for so long is new again. */
export const memoryMs = 30 * 86_400_000;

const hourMs = 3_600_000;
/** More than a year and a half of a value that comes and goes. */
const mostRuns = 20;

/**
 * Adds moments at which a value was there. Moments of one run are never further apart than the memory, so it does not
 * matter in which order they are added, nor how often. The same array when nothing is new.
 */
export function addSightings(before: Sightings, moments: readonly number[]): Sightings {
  const added = moments.filter((at) => !before.some(([from, until]) => from <= at && at <= until));
  if (added.length === 0) return before;
  const sorted = [...before, ...added.map((at) => [at, fullHour(at)] as const)].toSorted(([a], [b]) => a - b);
  const runs: [number, number][] = [];
  for (const [from, until] of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && from - last[1] <= memoryMs) last[1] = Math.max(last[1], until);
    else runs.push([from, until]);
  }
  return runs.slice(-mostRuns);
}

/** Whether the value was there before this moment, no longer ago than the memory. Moments that are the same are none before the other. */
export function wasSeenBefore(sightings: Sightings, at: number): boolean {
  return sightings.some(([from, until]) => from < at && at - until <= memoryMs);
}

/** So that what is seen all the time is written once an hour. */
function fullHour(at: number): number {
  return Math.ceil(at / hourMs) * hourMs;
}
