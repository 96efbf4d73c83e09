import type { Counting } from './counting.ts';
import { dealFirings, dealMatches, type Deal, type Dealt } from './deal.ts';
import { firingOf, type Firing } from './firing.ts';
import { firingsOf } from './firings-of.ts';
import { reconcile } from './known.ts';
import type { Match } from './mark.ts';
import { planOf, type CountedRule } from './plan.ts';

/** Matches of a whole corpus. */
export interface Collection {
  add(matches: readonly Match[]): void;
  /** Where the rules fire in all of it, by time. */
  firings(): Firing[];
  /** Matches that lack a value or a time, or came when there were already too many. */
  uncounted(): number;
}

const mostMatches = 5_000_000;

/**
 * Counts a corpus whose files may come in any order: everything is kept, as marks, and looked at when all is there.
 * `rules` as `orderCounted` puts them.
 */
export function collectMatches(
  rules: readonly { id: string; counting?: Counting }[],
  most: number = mostMatches,
): Collection {
  const plan = planOf(rules);
  const all: Deal = { windows: new Map(), matches: [], missing: 0 };
  let size = 0;
  return {
    add(matches) {
      const deal = dealMatches(plan, matches);
      all.missing += deal.missing;
      for (const [rule, windows] of deal.windows) {
        const kept = windowsOf(all, rule);
        for (const [text, dealt] of windows) {
          if (size >= most) all.missing += dealt.marks.length;
          else join(kept, text, dealt);
          size += dealt.marks.length;
        }
      }
    },
    firings() {
      // Firings are dealt to copies: what is collected later may move them.
      const deal: Deal = { ...all, windows: new Map([...all.windows].map(([rule, kept]) => [rule, copyOf(kept)])) };
      const firings = plan.rules.flatMap((rule) =>
        [...(deal.windows.get(rule)?.values() ?? [])].flatMap(({ key, marks }) => {
          const standing = firingsOf(rule.counting, marks);
          const known = reconcile([], { standing, alone: [], from: { at: -Infinity, id: '' } });
          dealFirings(plan, deal, { rule, key, known });
          return known.map((one) => firingOf(rule, key, one));
        }),
      );
      return firings.toSorted((a, b) => a.at - b.at);
    },
    uncounted: () => all.missing,
  };
}

function windowsOf(deal: Deal, rule: CountedRule): Map<string, Dealt> {
  const known = deal.windows.get(rule);
  if (known !== undefined) return known;
  const made = new Map<string, Dealt>();
  deal.windows.set(rule, made);
  return made;
}

function copyOf(kept: Map<string, Dealt>): Map<string, Dealt> {
  return new Map([...kept].map(([text, dealt]) => [text, { ...dealt, marks: [...dealt.marks] }]));
}

function join(kept: Map<string, Dealt>, text: string, dealt: Dealt): void {
  const known = kept.get(text);
  if (known === undefined) kept.set(text, dealt);
  else for (const mark of dealt.marks) known.marks.push(mark);
}
