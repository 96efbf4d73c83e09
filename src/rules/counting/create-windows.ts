import { advance } from './advance.ts';
import type { Counting } from './counting.ts';
import { dealFirings, dealMatches, eventOf, type Deal, type Dealt } from './deal.ts';
import { firingOf, owedBy, tell, type Change } from './firing.ts';
import type { Key, Match } from './mark.ts';
import { planOf, type CountedRule, type Plan } from './plan.ts';
import type { Tally, WindowState } from './window-state.ts';

/** What became of the matches, in all. */
export interface Totals extends Tally {
  /** Without a value that is asked for, or without a time. */
  missing: number;
  /** Windows that had to go because their rule has too many keys. */
  evicted: number;
}

/** Windows of all rules that count, in memory. */
export interface Windows {
  /** Counts matches, in whatever order, and says what fires by it and what does not any more. */
  add(matches: readonly Match[]): Change;
  totals(): Totals;
}

export const mostKeys = 100_000;

/**
 * Windows in memory, for streams. `rules` as `orderCounted` puts them. Events that come later than the lateness of their
 * rule are not counted: to count files in any order, `collectMatches`. `now` in ms tells events from the future.
 */
export function createWindows(
  rules: readonly { id: string; counting?: Counting }[],
  { now = () => Infinity, most = mostKeys }: { now?: () => number; most?: number } = {},
): Windows {
  const plan = planOf(rules);
  const states = new Map<CountedRule, Map<string, Kept>>(plan.rules.map((rule) => [rule, new Map()]));
  const totals: Totals = { counted: 0, duplicate: 0, late: 0, future: 0, crowded: 0, missing: 0, evicted: 0 };
  return {
    add(matches) {
      const deal = dealMatches(plan, matches);
      const change: Change = { fired: [], withdrawn: [] };
      for (const rule of plan.rules) {
        const dealt = deal.windows.get(rule);
        const kept = states.get(rule);
        if (dealt === undefined || kept === undefined) continue;
        for (const one of dealt.values()) addToWindow({ plan, deal, rule, kept, totals, change }, one, now());
        totals.evicted += evict(kept, most);
      }
      totals.missing += deal.missing;
      return change;
    },
    totals: () => ({ ...totals }),
  };
}

interface Kept {
  state: WindowState;
  /** Something was added after it was made, or after it was spared. */
  isUsed: boolean;
}

interface Work {
  plan: Plan;
  deal: Deal;
  rule: CountedRule;
  kept: Map<string, Kept>;
  totals: Totals;
  change: Change;
}

function addToWindow({ plan, deal, rule, kept, totals, change }: Work, dealt: Dealt, now: number): void {
  const { key } = dealt;
  const before = kept.get(key.text);
  const { state, tally } = advance(rule.counting, before?.state, dealt, now);
  addTally(totals, tally);
  dealFirings(plan, deal, { rule, key, known: state.known });
  // Of most windows nothing is known: nothing fired.
  const next = state.known.length === 0 ? state : tellChanges({ deal, rule, change }, key, state);
  if (before === undefined) kept.set(key.text, { state: next, isUsed: false });
  else {
    before.state = next;
    before.isUsed = true;
  }
}

function tellChanges(
  { deal, rule, change }: Pick<Work, 'deal' | 'rule' | 'change'>,
  key: Key,
  state: WindowState,
): WindowState {
  const { fired, withdrawn } = owedBy(state.known);
  for (const one of fired) change.fired.push(firingOf(rule, key, one, eventOf(deal, one.eventId)));
  for (const one of withdrawn) change.withdrawn.push(firingOf(rule, key, one));
  return fired.length + withdrawn.length === 0 ? state : tell(state, state.known).state;
}

/** The oldest go; one that was used since it came to be the oldest is spared once. */
function evict(kept: Map<string, Kept>, most: number): number {
  let evicted = 0;
  for (const [key, one] of kept) {
    if (kept.size <= most) break;
    kept.delete(key);
    if (one.isUsed) kept.set(key, { ...one, isUsed: false });
    else evicted += 1;
  }
  return evicted;
}

function addTally(totals: Totals, tally: Tally): void {
  totals.counted += tally.counted;
  totals.duplicate += tally.duplicate;
  totals.late += tally.late;
  totals.future += tally.future;
  totals.crowded += tally.crowded;
}
