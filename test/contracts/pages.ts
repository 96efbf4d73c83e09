import { expect } from 'vitest';
import type { Item, Query, Table } from '#core/table.ts';

/** Every item, by pages of the size asked for. */
export async function* pages(table: Table, query: Query): AsyncGenerator<Item> {
  const page = await table.query(query);
  expect(page.items.length).toBeLessThanOrEqual(query.limit);
  yield* page.items;
  if (page.cursor !== undefined) yield* pages(table, { ...query, cursor: page.cursor });
}
