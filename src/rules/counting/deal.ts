import type { AuditEvent } from '#core/audit-event.ts';
import { chainMarks, firingOf } from './firing.ts';
import type { Known } from './known.ts';
import type { Key, Mark, Match } from './mark.ts';
import type { CountedRule, Plan } from './plan.ts';
import { boundText } from './read-field.ts';
import { markOfFiring, markOfMatch, type KeyedMark } from './read-match.ts';
import type { Arriving } from './window-state.ts';

/** What arrives at one window. */
export interface Dealt extends Arriving {
  key: Key;
  marks: Mark[];
  withdrawn: Mark[];
}

/** What arrives at each window of each rule. */
export interface Deal {
  windows: Map<CountedRule, Map<string, Dealt>>;
  matches: readonly Match[];
  /** Made when an event is asked for. */
  events?: Map<string, AuditEvent>;
  /** Matches without a value that is asked for, or without a time. */
  missing: number;
}

/** Deals matches to the windows of the rules that count them. */
export function dealMatches(plan: Plan, matches: readonly Match[]): Deal {
  const deal: Deal = { windows: new Map(), matches, missing: 0 };
  for (const match of matches) {
    for (const counter of plan.ofMatches.get(match.rule) ?? []) {
      const keyed = markOfMatch(counter, match);
      if (keyed === undefined) {
        deal.missing += 1;
        continue;
      }
      dealtTo(deal, counter.rule, keyed.key).marks.push(keyed.mark);
    }
  }
  return deal;
}

/** The event of this id, when it was among the matches. */
export function eventOf(deal: Deal, id: string): AuditEvent | undefined {
  deal.events ??= new Map(deal.matches.map(({ event }) => [boundText(event.id), event]));
  return deal.events.get(id);
}

/** Deals what a window knows of its firings to the correlations of them; these come later in the plan. */
export function dealFirings(plan: Plan, deal: Deal, from: { rule: CountedRule; key: Key; known: Known[] }): void {
  const counters = plan.ofFirings.get(from.rule.id);
  if (counters === undefined || from.known.length === 0) return;
  const { standing, gone } = chainMarks(from.known);
  for (const counter of counters) {
    const keyedOf = (known: Known): KeyedMark | undefined =>
      markOfFiring(counter, firingOf(from.rule, from.key, known));
    for (const known of standing) {
      const keyed = keyedOf(known);
      if (keyed === undefined) deal.missing += 1;
      else dealtTo(deal, counter.rule, keyed.key).marks.push(keyed.mark);
    }
    for (const known of gone) {
      const keyed = keyedOf(known);
      if (keyed !== undefined) dealtTo(deal, counter.rule, keyed.key).withdrawn.push(keyed.mark);
    }
  }
}

function dealtTo(deal: Deal, rule: CountedRule, key: Key): Dealt {
  let windows = deal.windows.get(rule);
  if (windows === undefined) deal.windows.set(rule, (windows = new Map<string, Dealt>()));
  let dealt = windows.get(key.text);
  if (dealt === undefined) windows.set(key.text, (dealt = { key, marks: [], withdrawn: [] }));
  return dealt;
}
