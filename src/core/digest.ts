import type { Case } from './case.ts';
import type { Instant } from './json.ts';
import { severityRank, type Severity } from './severity.ts';

/** What a channel is told in the morning. */
export interface Digest {
  /** Open or acknowledged, and not silenced. */
  open: Partial<Record<Severity, number>>;
  unacknowledged: number;
  /** Opened since the day before. */
  fresh: number;
  /** The worst and then oldest that nobody has acknowledged. */
  oldest: Case[];
  /** Snoozes, silences and acceptances that end soon, the next one first. */
  ending: { case: Case; at: Instant; what: 'snooze' | 'silence' | 'acceptance' }[];
}

const mostShown = 5;
const dayMs = 86_400_000;
/** How far ahead a digest looks: the end of an acceptance needs more work than that of a snooze. */
const soonMs = { snooze: dayMs, silence: dayMs, acceptance: 7 * dayMs } as const;

/** What there is to say of these cases, which are those of one channel. Pure. */
export function digestOf(cases: Case[], now: Instant): Digest {
  const living = cases.filter((c) => (c.status === 'open' && c.silenced === undefined) || c.status === 'acknowledged');
  const waiting = living.filter(({ status }) => status === 'open');
  const open: Digest['open'] = {};
  for (const { severity } of living) open[severity] = (open[severity] ?? 0) + 1;
  const since = new Date(Date.parse(now) - dayMs).toISOString();
  return {
    open,
    unacknowledged: waiting.length,
    fresh: cases.filter(({ openedAt, status }) => openedAt >= since && status !== 'closed').length,
    oldest: waiting.toSorted(worstThenOldest).slice(0, mostShown),
    ending: cases
      .flatMap((c) => endOf(c, now))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, mostShown),
  };
}

export function worstThenOldest(a: Case, b: Case): number {
  return severityRank(b.severity) - severityRank(a.severity) || (a.openedAt < b.openedAt ? -1 : 1);
}

/** Whether there is nothing worth a message. */
export function isEmpty({ open, ending }: Digest): boolean {
  return Object.keys(open).length === 0 && ending.length === 0;
}

/** What of a case ends by itself before long. */
export function endOf(c: Case, now: Instant): Digest['ending'] {
  const [what, at] =
    c.status === 'closed'
      ? (['acceptance', c.acceptedUntil] as const)
      : c.status === 'snoozed'
        ? (['snooze', c.snoozedUntil] as const)
        : (['silence', c.silenced?.until] as const);
  if (at === undefined || at <= now) return [];
  return Date.parse(at) - Date.parse(now) <= soonMs[what] ? [{ case: c, at, what }] : [];
}
