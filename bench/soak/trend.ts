/** One look at a process. */
export interface Point {
  /** Minutes since the beginning. */
  minute: number;
  value: number;
}

/**
 * The slope of the points, per minute, by Theil and Sen: the median of the slopes of all pairs. Up to 29 % of the points
 * may lie anywhere, as memory before and after a collection of garbage does.
 */
export function slopeOf(points: Point[]): number {
  const slopes: number[] = [];
  for (const [at, one] of points.entries()) {
    for (const other of points.slice(at + 1)) {
      if (other.minute !== one.minute) slopes.push((other.value - one.value) / (other.minute - one.minute));
    }
  }
  return medianOf(slopes);
}

/** NaN of nothing. */
export function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The least value of each stretch of `minutes`: what is left when the garbage has been collected. */
export function floorsOf(points: Point[], minutes: number): Point[] {
  const floors = new Map<number, Point>();
  for (const point of points) {
    const stretch = Math.floor(point.minute / minutes);
    const known = floors.get(stretch);
    if (known === undefined || point.value < known.value) floors.set(stretch, point);
  }
  return [...floors.values()];
}
