import type { Instant } from './json.ts';
import type { TimelineEntry } from './timeline.ts';

/** How many lengths of time fell into each bucket; a bucket is 10 % wider than the one before, from 1 s on. */
export type Lengths = Record<string, number>;

/** What happened to the cases of one project on one day. */
export interface DayCounts {
  opened: number;
  reopened: number;
  closed: number;
  closedByRule: number;
  acknowledge: Lengths;
  close: Lengths;
  /** How often something was opened, by the type of its alert: the rule's id, or the product's name for it. */
  noise: Record<string, number>;
}

const growth = Math.log(1.1);
/** Of one day; what comes later is counted under no name. */
const mostNames = 500;

export function emptyCounts(): DayCounts {
  return { opened: 0, reopened: 0, closed: 0, closedByRule: 0, acknowledge: {}, close: {}, noise: {} };
}

/** One entry more. `openedAt` is when its episode began; only the first acknowledgement of an episode is measured. */
export function countEvent(
  counts: DayCounts,
  entry: TimelineEntry,
  about: { openedAt?: Instant; isAcknowledged?: true; type: string },
): DayCounts {
  const { openedAt } = about;
  const length = openedAt === undefined ? undefined : Date.parse(entry.at) - Date.parse(openedAt);
  switch (entry.what) {
    case 'opened':
      return { ...counts, opened: counts.opened + 1, noise: oneMore(counts.noise, about.type, mostNames) };
    case 'reopened':
      return { ...counts, reopened: counts.reopened + 1, noise: oneMore(counts.noise, about.type, mostNames) };
    case 'acknowledged':
      if (about.isAcknowledged === true) return counts;
      return { ...counts, acknowledge: withLength(counts.acknowledge, length) };
    case 'closed': {
      const byRule = counts.closedByRule + (entry.by.kind === 'rule' ? 1 : 0);
      return { ...counts, closed: counts.closed + 1, closedByRule: byRule, close: withLength(counts.close, length) };
    }
    default:
      return counts;
  }
}

export function mergeCounts(a: DayCounts, b: DayCounts): DayCounts {
  return {
    opened: a.opened + b.opened,
    reopened: a.reopened + b.reopened,
    closed: a.closed + b.closed,
    closedByRule: a.closedByRule + b.closedByRule,
    acknowledge: merge(a.acknowledge, b.acknowledge),
    close: merge(a.close, b.close),
    noise: merge(a.noise, b.noise),
  };
}

/** The length below which such a part of them lies, in ms, to within 5 %; undefined when there are none. */
export function quantileOf(lengths: Lengths, part: number): number | undefined {
  const buckets = Object.entries(lengths)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .toSorted(([a], [b]) => a - b);
  let left = part * buckets.reduce((sum, [, count]) => sum + count, 0);
  for (const [bucket, count] of buckets) {
    left -= count;
    if (left <= 0) return 1000 * Math.exp(bucket * growth);
  }
  return undefined;
}

function withLength(lengths: Lengths, ms: number | undefined): Lengths {
  if (ms === undefined) return lengths;
  return oneMore(lengths, String(Math.round(Math.log(Math.max(1000, ms) / 1000) / growth)));
}

function oneMore(counts: Record<string, number>, name: string, most = Infinity): Record<string, number> {
  if (!Object.hasOwn(counts, name) && Object.keys(counts).length >= most) return counts;
  return { ...counts, [name]: (Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0) + 1 };
}

function merge(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sums = new Map(Object.entries(a));
  for (const [name, count] of Object.entries(b)) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}
