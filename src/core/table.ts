import type { Instant, Json } from './json.ts';

export interface Key {
  pk: string;
  sk: string;
}

/**
 * A document under `pk`/`sk` with a version, up to two index keys and an expiry. Limits, so that every member can
 * keep it: pk ≤ 1,024 bytes and sk ≤ 512 bytes, the index keys alike; the whole item ≤ 350 × 1,024 bytes as JSON.
 */
export interface Item extends Key {
  v: number;
  body: Json;
  /** Place in the feed of changes, newest found first. */
  changes?: Key;
  /** Place in a queue by clock or priority. */
  due?: Key;
  /** Unix seconds; from then on the item is never read, and vanishes some time later. */
  expires?: number;
}

/** One write of a batch, with its condition: `absent` = no such item yet; `{ v }` = the stored version is v. */
export type Write =
  | { put: Item; when: 'absent' | 'any' | { v: number } }
  | { remove: Key; when: 'any' | { v: number } };

/**
 * Range over the sort keys of one partition, both ends included, in their order. The order of items whose place in an
 * index is equal is not promised.
 */
export interface Query {
  pk: string;
  index?: 'changes' | 'due';
  from?: string;
  to?: string;
  newestFirst?: boolean;
  limit: number;
  cursor?: string;
}

export interface Page<T> {
  /** The last page may be empty. */
  items: T[];
  /** Absent on the last page. */
  cursor?: string;
}

/** Documents; every write conditional and atomic. Throws TemporaryFailure when the store cannot answer. */
export interface Table {
  /** In the order of the keys; undefined where there is none (or it has expired). Strongly consistent. */
  get(keys: Key[]): Promise<(Item | undefined)[]>;
  query(query: Query): Promise<Page<Item>>;
  /** All or nothing; at most 100 writes, no key twice. Empty `conflicts` = written, else the keys whose condition failed. */
  write(batch: Write[]): Promise<{ conflicts: Key[] }>;
}

/** Everything in a range, page after page. */
export async function* everyItem(table: Table, query: Omit<Query, 'limit' | 'cursor'>): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page: Page<Item> = await table.query({ ...query, limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** The hour that `instant` lies in, e.g. `2026-01-31T09`: the partitions of the change feed. */
export function hourOf(instant: Instant): string {
  return instant.slice(0, 13);
}
