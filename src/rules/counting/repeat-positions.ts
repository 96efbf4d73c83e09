import { comparePlaces, type Place } from './mark.ts';

/** What is kept of the alerts of one key of a severity rule with `repeat:`; in their order. */
export interface Repeats {
  alerts: Place[];
}

export interface Positions {
  state: Repeats;
  /** Of each alert that was given: how many of its key there were in the window up to it, itself included. */
  positions: ReadonlyMap<string, number>;
  /** Alerts that were there before and have another position now, since an earlier one has come. */
  moved: { id: string; at: number; from: number; to: number }[];
}

const mostAlerts = 1_000;

/**
 * Positions of alerts in `[at − withinMs, at]`, by event time and id, whatever order they come in. So that the worst
 * rating reached is the same in every order, those that have moved must be rated again. Alerts are kept for twice the
 * window, the newest 1,000. Pure; the same alerts again change nothing.
 */
export function repeatPositions(withinMs: number, before: Repeats | undefined, arriving: readonly Place[]): Positions {
  const known = new Set(before?.alerts.map(({ id }) => id));
  const given = new Map(arriving.map((one) => [one.id, one]));
  const fresh = [...given.values()].filter(({ id }) => !known.has(id));
  const sorted = [...(before?.alerts ?? []), ...fresh].toSorted(comparePlaces);
  const was = positionsOf(withinMs, before?.alerts ?? []);
  const is = positionsOf(withinMs, sorted);
  const moved = (before?.alerts ?? []).flatMap(({ id, at }) => {
    const [from, to] = [was.get(id) ?? 1, is.get(id) ?? 1];
    return from === to ? [] : [{ id, at, from, to }];
  });
  const since = (sorted.at(-1)?.at ?? 0) - 2 * withinMs;
  return {
    state: { alerts: sorted.filter(({ at }) => at >= since).slice(-mostAlerts) },
    positions: new Map([...given.keys()].map((id) => [id, is.get(id) ?? 1])),
    moved: moved.filter(({ id }) => !given.has(id)),
  };
}

function positionsOf(withinMs: number, sorted: readonly Place[]): Map<string, number> {
  const positions = new Map<string, number>();
  let oldest = 0;
  for (const [index, { id, at }] of sorted.entries()) {
    while ((sorted[oldest]?.at ?? at) < at - withinMs) oldest += 1;
    positions.set(id, index - oldest + 1);
  }
  return positions;
}

/** Which step of `repeat:` an alert at this position has reached: the last one whose `from` it is at; undefined for none. */
export function stepAt<T extends { from: number }>(steps: readonly T[], position: number): T | undefined {
  let reached: T | undefined;
  for (const step of steps) if (step.from <= position && step.from >= (reached?.from ?? 0)) reached = step;
  return reached;
}
