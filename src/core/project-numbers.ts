import type { Instant } from './json.ts';
import { countEvent, emptyCounts, mergeCounts, quantileOf, type DayCounts } from './day-counts.ts';
import type { TimelineEntry } from './timeline.ts';

/** What became of the cases of one project in some days. Lengths in ms; undefined where nothing was acknowledged or closed. */
export interface ProjectNumbers {
  project: string;
  days: { day: string; opened: number; closed: number }[];
  opened: number;
  reopened: number;
  closed: number;
  closedByRule: number;
  acknowledge?: { median: number; p90: number };
  close?: { median: number; p90: number };
  /** The rule, or the type of a product, that opened most. */
  noisiest?: { rule: string; count: number };
}

/** How far the timeline of a case has been counted, and what its next entries are measured from. */
export interface CountedUpTo {
  seq: number;
  openedAt?: Instant;
  isAcknowledged?: true;
}

/** Counts the entries of a case's timeline that follow `upTo`, by day. Pure. */
export function countEntries(
  upTo: CountedUpTo,
  entries: TimelineEntry[],
  { type, dayOf }: { type: string; dayOf: (at: Instant) => string },
): { upTo: CountedUpTo; days: Map<string, DayCounts> } {
  const days = new Map<string, DayCounts>();
  let known = upTo;
  for (const entry of entries) {
    const day = dayOf(entry.at);
    days.set(day, countEvent(days.get(day) ?? emptyCounts(), entry, { ...known, type }));
    known = { ...advance(known, entry), seq: entry.seq };
  }
  return { upTo: known, days };
}

function advance(known: CountedUpTo, { what, at }: TimelineEntry): CountedUpTo {
  if (what === 'opened' || what === 'reopened') return { seq: known.seq, openedAt: at };
  return what === 'acknowledged' ? { ...known, isAcknowledged: true } : known;
}

/** The numbers of a project over these days, the oldest first. Pure. */
export function numbersOf(project: string, byDay: [string, DayCounts][]): ProjectNumbers {
  const all = byDay.map(([, counts]) => counts).reduce(mergeCounts, emptyCounts());
  const [noisiest] = Object.entries(all.noise).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const { opened, reopened, closed, closedByRule } = all;
  return {
    project,
    days: byDay.map(([day, counts]) => ({ day, opened: counts.opened + counts.reopened, closed: counts.closed })),
    opened,
    reopened,
    closed,
    closedByRule,
    ...spanOf('acknowledge', all.acknowledge),
    ...spanOf('close', all.close),
    ...(noisiest === undefined ? {} : { noisiest: { rule: noisiest[0], count: noisiest[1] } }),
  };
}

function spanOf<K extends 'acknowledge' | 'close'>(
  name: K,
  lengths: DayCounts['close'],
): { [key in K]?: { median: number; p90: number } } {
  const median = quantileOf(lengths, 0.5);
  const p90 = quantileOf(lengths, 0.9);
  return median === undefined || p90 === undefined
    ? {}
    : ({ [name]: { median, p90 } } as { [key in K]?: { median: number; p90: number } });
}
