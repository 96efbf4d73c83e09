import type { Counting } from './counting.ts';
import { emptyWindow, type InWindow } from './in-window.ts';
import { comparePlaces, compareMarks, endOf, type Mark, type Place } from './mark.ts';

/** Where a window stood at a place in the order of events; all before it is settled. */
export interface Base {
  /** The run of events at this place has fired. */
  fired: boolean;
  /** The last firing that counting began anew after. */
  after?: Place;
}

/** A firing within one key: at which mark, and on demand the ids of the events in the window then, the newest 1,000. */
export interface Standing {
  mark: Mark;
  eventIds(): string[];
}

const mostEventIds = 1_000;

export const openBase: Base = { fired: false };

/**
 * Where a rule fires in the marks of one key. A pure function of the set of marks: order and duplicates do not matter.
 */
export function firingsOf(counting: Counting, marks: readonly Mark[]): Standing[] {
  const sorted = withoutDuplicates(marks.toSorted(compareMarks));
  return runThrough(counting, sorted, { from: { at: -Infinity, id: '' }, base: openBase }).standing;
}

/** An event is there once for each rule that it matched, at the earliest time that it was said to be of. */
export function withoutDuplicates(sorted: Mark[]): Mark[] {
  const seen = new Set<string>();
  return sorted.filter((mark) => {
    const name = nameOf(mark);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** What makes two marks one. */
export function nameOf({ id, rule }: Pick<Mark, 'id' | 'rule'>): string {
  return `${rule} ${id}`;
}

/**
 * Looks at sorted marks one after the other. Those before `from` are settled: they are in the windows of the later ones,
 * and `base` says what they have done. `settle` asks for the base at that place.
 */
export function runThrough(
  counting: Counting,
  marks: readonly Mark[],
  { from, base, settle }: { from: Place; base: Base; settle?: Place },
): { standing: Standing[]; settled: Base } {
  const walk: Walk = { window: emptyWindow(counting), oldest: 0, fired: base.fired, after: base.after };
  const standing: Standing[] = [];
  let settled: Base | undefined;
  for (const [index, mark] of marks.entries()) {
    if (settle !== undefined && settled === undefined && comparePlaces(mark, settle) >= 0) settled = baseOf(walk);
    if (!enter(counting, walk, marks, index) || comparePlaces(mark, from) < 0) continue;
    if (isNewRun(counting, marks[index - 1], mark)) walk.fired = false;
    if (counting.fire === 'once' && walk.fired) continue;
    if (!walk.window.holds(marks, walk.oldest, index)) continue;
    walk.fired = true;
    // An event that several of the rules matched fires once.
    if (standing.at(-1)?.mark.id !== mark.id) standing.push(standingAt(marks, walk.oldest, index, mark));
    if (counting.fire === 'nth') beginAnew(counting, walk, index, mark);
  }
  return { standing, settled: settled ?? baseOf(walk) };
}

interface Walk {
  window: InWindow;
  /** Where the window begins. */
  oldest: number;
  fired: boolean;
  after: Place | undefined;
}

function baseOf({ fired, after }: Walk): Base {
  return after === undefined ? { fired } : { fired, after };
}

/** The mark comes into the window, and what is too old leaves it. False when it was counted off by a firing. */
function enter(counting: Counting, walk: Walk, marks: readonly Mark[], index: number): boolean {
  const mark = marks[index];
  if (mark === undefined) return false;
  if (walk.after !== undefined && comparePlaces(mark, walk.after) <= 0) {
    walk.oldest = index + 1;
    return false;
  }
  walk.window.add(mark);
  const since = mark.at - counting.withinMs;
  for (let old = marks[walk.oldest]; old !== undefined && old.at < since; old = marks[walk.oldest]) {
    walk.window.drop(old);
    walk.oldest += 1;
  }
  return true;
}

function beginAnew(counting: Counting, walk: Walk, index: number, { at, id }: Place): void {
  walk.window = emptyWindow(counting);
  walk.oldest = index + 1;
  walk.after = { at, id };
}

/** The window was empty before it: nothing in the time that counts together with it. */
function isNewRun({ withinMs }: Counting, before: Mark | undefined, mark: Mark): boolean {
  return before === undefined || mark.at - endOf(before) > withinMs;
}

function standingAt(marks: readonly Mark[], from: number, to: number, mark: Mark): Standing {
  return { mark, eventIds: () => eventIdsOf(marks, from, to) };
}

function eventIdsOf(marks: readonly Mark[], from: number, to: number): string[] {
  const ids = marks.slice(Math.max(from, to + 1 - mostEventIds), to + 1).flatMap(({ id, events }) => events ?? [id]);
  return [...new Set(ids)].slice(-mostEventIds);
}
