import type { Instant } from './json.ts';
import type { SilenceRule } from './ops-policy.ts';

/** A source, or one account of it. */
export interface Feed {
  source: string;
  account?: string;
}

/** When a feed has brought something. */
export interface Arrivals extends Feed {
  firstAt: Instant;
  lastAt: Instant;
  /** What comes within a minute is one arrival. */
  count: number;
  /** The longest gap there was, the older the less it counts, in ms. */
  usualGapMs: number;
}

/** How long a feed may bring nothing; or why nobody can say. */
export type Patience =
  | { afterMs: number; by: 'rule' | 'learned' }
  | { never: 'by a rule' | 'still learning' | 'too irregular to be missed' };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A gap counts half after two weeks, so that last weekend's still covers this one. */
const halfLifeMs = 14 * dayMs;
/** Before that nobody knows a night or a weekend of it. */
const neededMs = 8 * dayMs;
const neededCount = 20;
/** So many of its usual gaps. */
const factor = 3;
const floorMs = hourMs;
const capMs = 14 * dayMs;

/** One arrival more. One that is not later than the last changes nothing. Pure. */
export function withArrival(known: Arrivals | undefined, feed: Feed, at: Instant): Arrivals {
  if (known === undefined) return { ...feed, firstAt: at, lastAt: at, count: 1, usualGapMs: 0 };
  const gapMs = Date.parse(at) - Date.parse(known.lastAt);
  if (gapMs <= 0) return known;
  // A silence that was told must not teach that silences like it are usual.
  const learnedMs = hasLearned(known) ? Math.min(gapMs, limitOf(known)) : gapMs;
  const fadedMs = known.usualGapMs * 2 ** (-gapMs / halfLifeMs);
  return { ...known, lastAt: at, count: known.count + 1, usualGapMs: Math.round(Math.max(learnedMs, fadedMs)) };
}

/** The rule that names the feed wins, then that of `*`, then what was learned. Pure. */
export function patienceWith(arrivals: Arrivals, rules: SilenceRule[]): Patience {
  const ofSource = rules.filter((rule) => rule.source === arrivals.source);
  const any = arrivals.account === undefined ? undefined : ofSource.find((rule) => rule.account === '*');
  const rule = ofSource.find((one) => one.account === arrivals.account) ?? any;
  if (rule !== undefined) return rule.after === 'never' ? { never: 'by a rule' } : { afterMs: rule.after, by: 'rule' };
  if (!hasLearned(arrivals)) return { never: 'still learning' };
  const afterMs = limitOf(arrivals);
  return afterMs > capMs ? { never: 'too irregular to be missed' } : { afterMs, by: 'learned' };
}

function hasLearned({ count, firstAt, lastAt }: Arrivals): boolean {
  return count >= neededCount && Date.parse(lastAt) - Date.parse(firstAt) >= neededMs;
}

function limitOf({ usualGapMs }: Arrivals): number {
  return Math.max(floorMs, factor * usualGapMs);
}
