import { hash } from 'node:crypto';
import type { Counting } from './counting.ts';

/** A rule that counts, ready to be asked. */
export interface CountedRule {
  id: string;
  counting: Counting;
  /** Another one when what it counts was changed: its windows begin anew. */
  hash: string;
  /** What makes the key: `by`, and what is first seen. */
  names: string[];
  /** For each rule that it counts: the fields that make the key, those whose value is looked at, those to keep. */
  reads: { by: string[]; fields: string[]; carry: string[] }[];
}

/** All rules that count, and who counts whom. */
export interface Plan {
  rules: CountedRule[];
  /** Who counts the matches of this detection: with the place in the rules that it counts. */
  ofMatches: ReadonlyMap<string, Counter[]>;
  /** Who counts the firings of this rule. */
  ofFirings: ReadonlyMap<string, Counter[]>;
}

export interface Counter {
  rule: CountedRule;
  index: number;
}

interface Counts {
  id: string;
  counting?: Counting;
}

const plans = new WeakMap<readonly Counts[], Plan>();

/** `rules` as `orderCounted` puts them: each after those that it counts. Made once for each list. */
export function planOf(rules: readonly Counts[]): Plan {
  const known = plans.get(rules);
  if (known !== undefined) return known;
  const plan = makePlan(rules);
  plans.set(rules, plan);
  return plan;
}

function makePlan(rules: readonly Counts[]): Plan {
  const carried = carriedFields(rules);
  const ready = rules.flatMap(({ id, counting }) =>
    counting === undefined ? [] : [readyRule(id, counting, carried.get(id))],
  );
  const ids = new Set(ready.map(({ id }) => id));
  const ofMatches = new Map<string, Counter[]>();
  const ofFirings = new Map<string, Counter[]>();
  for (const rule of ready) {
    for (const [index, counts] of rule.counting.rules.entries()) {
      const map = ids.has(counts) && counts !== rule.id ? ofFirings : ofMatches;
      map.set(counts, [...(map.get(counts) ?? []), { rule, index }]);
    }
  }
  return { rules: ready, ofMatches, ofFirings };
}

/** What correlations of a rule's firings will ask of the events that completed them, each asked for by whom it counts. */
function carriedFields(rules: readonly Counts[]): ReadonlyMap<string, ReadonlySet<string>> {
  const carried = new Map<string, Set<string>>();
  for (const { id, counting } of rules.toReversed()) {
    if (counting === undefined) continue;
    for (const counts of counting.rules) {
      if (counts === id) continue;
      const wanted = [...counting.by, ...counting.fields].map((name) => fieldOf(counting, name, counts));
      carried.set(counts, new Set([...(carried.get(counts) ?? []), ...wanted, ...(carried.get(id) ?? [])]));
    }
  }
  return carried;
}

function readyRule(id: string, counting: Counting, carry: ReadonlySet<string> | undefined): CountedRule {
  const { type, by, fields } = counting;
  const isFirst = type === 'first_seen';
  const names = isFirst ? [...by, ...fields] : by;
  const reads = counting.rules.map((counts) => ({
    by: names.map((name) => fieldOf(counting, name, counts)),
    fields: isFirst ? [] : fields.map((name) => fieldOf(counting, name, counts)),
    carry: [...(carry ?? [])],
  }));
  return { id, counting, hash: hashOf(counting), names, reads };
}

function fieldOf({ aliases }: Counting, name: string, rule: string): string {
  const fields = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  return fields !== undefined && Object.hasOwn(fields, rule) ? (fields[rule] ?? name) : name;
}

/** The same for the same counting, whatever the order of its keys. */
export function hashOf(counting: Counting): string {
  const sorted = Object.entries(counting).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify(sorted)).slice(0, 16);
}

/** Rules that make no alerts of their own, because a correlation counts them without `generate: true`. */
export function quietRules(rules: readonly Counts[]): ReadonlySet<string> {
  const quiet = new Set<string>();
  const loud = new Set<string>();
  for (const { id, counting } of rules) {
    for (const counts of counting?.rules ?? []) {
      if (counts !== id) (counting?.generate === true ? loud : quiet).add(counts);
    }
  }
  return quiet.difference(loud);
}
