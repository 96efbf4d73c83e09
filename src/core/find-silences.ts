import { patienceWith, type Arrivals, type Feed } from './arrivals.ts';
import type { Instant } from './json.ts';
import type { SilenceRule } from './ops-policy.ts';

/** A feed that has brought nothing for longer than it may. */
export interface Silence extends Feed {
  lastAt: Instant;
  afterMs: number;
  by: 'rule' | 'learned';
  /** Accounts that are silent as well and are not told one by one. */
  others?: string[];
}

/** So many silent accounts of a source are told one by one; what they have in common is told once. */
const mostApart = 10;

interface Look {
  rules: SilenceRule[];
  now: Instant;
  /** Silence from before then counts from then: what was not watched was not missed. */
  watchedSince: Instant;
}

/**
 * The feeds that are silent now. A source that is silent as a whole is told alone, without its accounts. A feed that a
 * rule names is missed although it never brought anything. Pure.
 */
export function findSilences(known: Arrivals[], look: Look): Silence[] {
  const all = [...known, ...neverSeen(known, look)];
  const silent = all.flatMap((arrivals) => silenceOf(arrivals, look));
  const sources = silent.filter(({ account }) => account === undefined);
  const accounts = silent.filter(
    ({ source, account }) => account !== undefined && !sources.some((whole) => whole.source === source),
  );
  return [...sources, ...[...Map.groupBy(accounts, ({ source }) => source).values()].flatMap(fold)];
}

function neverSeen(known: Arrivals[], { rules, watchedSince }: Look): Arrivals[] {
  const named = rules.filter(
    ({ source, account }) =>
      account !== '*' && !known.some((arrivals) => arrivals.source === source && arrivals.account === account),
  );
  return named.map(({ source, account }) => {
    const feed = account === undefined ? { source } : { source, account };
    return { ...feed, firstAt: watchedSince, lastAt: watchedSince, count: 0, usualGapMs: 0 };
  });
}

function silenceOf(arrivals: Arrivals, { rules, now, watchedSince }: Look): Silence[] {
  const patience = patienceWith(arrivals, rules);
  if ('never' in patience) return [];
  const { source, account, lastAt } = arrivals;
  const since = lastAt > watchedSince ? lastAt : watchedSince;
  if (Date.parse(now) - Date.parse(since) <= patience.afterMs) return [];
  return [{ source, ...(account === undefined ? {} : { account }), lastAt, ...patience }];
}

/** The longest silent first, so that those told one by one stay the same while more join. */
function fold(silent: Silence[]): Silence[] {
  const sorted = silent.toSorted((a, b) => (a.lastAt < b.lastAt ? -1 : Number(a.lastAt > b.lastAt)));
  const [first, ...rest] = sorted.slice(mostApart);
  if (first === undefined) return sorted;
  const others = [first, ...rest].map(({ account }) => account ?? '');
  return [...sorted.slice(0, mostApart), { ...first, others }];
}
