import { createHash } from 'node:crypto';
import type { Instant } from '#core/json.ts';
import { everyItem, type Table } from '#core/table.ts';
import { cutText, oneLine } from '#core/text.ts';
import { bodyOf, toBody } from './case-items.ts';

// Rules in test are evaluated like the others and make no cases: what they would have made is counted here, by file, so
// that a file that is read twice counts once. The digest adds it up.

/** What one rule would have alerted. */
export interface ShadowCount {
  count: number;
  /** The first ones, in words. */
  examples: string[];
}

/** By the rule's id. */
type ShadowCounts = Map<string, ShadowCount>;

export interface Shadow {
  note(rule: { id: string }, example: string): void;
  /** Writes what was noted, if anything was, in place of what an earlier reading of the same file has noted. */
  keep(table: Table, file: { key: string; receivedAt: Instant }): Promise<void>;
}

const shownExamples = 3;
const keptSeconds = 10 * 86_400;
/** A set of rules has some in test; what is beyond would not fit into a digest either. */
const mostRules = 300;

export function createShadow(): Shadow {
  const counts: ShadowCounts = new Map();
  return {
    note({ id }, example) {
      const known = counts.get(id) ?? { count: 0, examples: [] };
      if (counts.size >= mostRules && known.count === 0) return;
      counts.set(id, known);
      known.count += 1;
      if (known.examples.length < shownExamples) known.examples.push(cutText(oneLine(example), 200));
    },
    async keep(table, { key, receivedAt }) {
      if (counts.size === 0) return;
      const sk = createHash('sha256').update(key).digest('hex').slice(0, 32);
      const expires = Math.floor(Date.parse(receivedAt) / 1000) + keptSeconds;
      const body = toBody(Object.fromEntries(counts));
      await table.write([{ put: { pk: shadowPk(receivedAt.slice(0, 10)), sk, v: 1, body, expires }, when: 'any' }]);
    },
  };
}

/** Partition of what came on one day. */
function shadowPk(day: string): string {
  return `shadow#${day}`;
}

/** What the files that came on `day` (2026-01-31) held for rules in test, the most frequent first. */
export async function readShadow(table: Table, day: string): Promise<[rule: string, ShadowCount][]> {
  const sums: ShadowCounts = new Map();
  for await (const item of everyItem(table, { pk: shadowPk(day) })) {
    for (const [rule, { count, examples }] of Object.entries(bodyOf<{ [rule: string]: ShadowCount }>(item))) {
      const sum = sums.get(rule) ?? { count: 0, examples: [] };
      sums.set(rule, { count: sum.count + count, examples: [...sum.examples, ...examples].slice(0, shownExamples) });
    }
  }
  return [...sums].toSorted(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
}
