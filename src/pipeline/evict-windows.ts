import type { Item, Query, Table } from '#core/table.ts';
import type { Counting } from '#rules/counting/counting.ts';
import { mostKeys } from '#rules/counting/create-windows.ts';
import { planOf } from '#rules/counting/plan.ts';
import { firstSeenFields } from '#rules/first-seen/first-seen-fields.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { Context } from './context.ts';
import { seenPk } from './seen-items.ts';
import { windowsPk } from './window-items.ts';

const mostAtOnce = 100;

/**
 * Keeps rules from filling the store with keys that somebody makes up: of each rule the windows that were written last
 * stay, 100,000 of them, and of each field as many values (`facts.first_seen`); older ones go. Answers how many went.
 */
export async function evictWindows(
  { table, log }: Pick<Context, 'table' | 'log'>,
  rules: Pick<RuleSet, 'rules'> & { counted: readonly { id: string; counting?: Counting }[] },
  most: number = mostKeys,
): Promise<number> {
  let all = 0;
  for (const rule of planOf(rules.counted).rules) {
    const evicted = await evictOf(table, windowsPk(rule), most);
    if (evicted > 0) log.warn({ rule: rule.id, evicted }, 'a rule counts by too many keys: its oldest windows went');
    all += evicted;
  }
  for (const field of firstSeenFields(rules)) {
    const evicted = await evictOf(table, seenPk(field), most);
    if (evicted > 0) log.warn({ field, evicted }, 'a field has too many values: the oldest were forgotten');
    all += evicted;
  }
  return all;
}

async function evictOf(table: Table, pk: string, most: number): Promise<number> {
  const newestFirst: Query = { pk, index: 'due', newestFirst: true, limit: mostAtOnce };
  let seen = 0;
  let evicted = 0;
  let cursor: string | undefined;
  do {
    const page = await table.query({ ...newestFirst, ...(cursor === undefined ? {} : { cursor }) });
    const old = page.items.slice(Math.max(0, most - seen));
    seen += page.items.length;
    evicted += await remove(table, old);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return evicted;
}

/** One that was written in the meantime stays. */
async function remove(table: Table, items: Item[]): Promise<number> {
  if (items.length === 0) return 0;
  const removals = items.map(({ pk, sk, v }) => ({ remove: { pk, sk }, when: { v } }));
  const { conflicts } = await table.write(removals);
  if (conflicts.length === 0) return items.length;
  const kept = new Set(conflicts.map(({ pk }) => pk));
  return remove(
    table,
    items.filter(({ pk }) => !kept.has(pk)),
  );
}
