import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Item, Key, Query, Table, Write } from '#core/table.ts';
import { everyItem } from '#core/table.ts';
import { pages } from './pages.ts';
import { describeTableModel } from './table-model.ts';

export interface OpenTable {
  table: Table;
  /** Lets the seconds go by that an expiry needs, by the member's clock or in truth. */
  pass: (seconds: number) => Promise<void>;
  /** Seconds since 1970 by the same clock. */
  nowSeconds: () => number;
  /** The same table after a restart of the process; only where the member keeps anything itself. */
  reopen?: () => Promise<Table>;
  close(): Promise<void>;
}

/** What every Table promises (`src/core/table.ts`). An index may lag behind a write for a moment. */
export function describeTable(name: string, open: () => Promise<OpenTable>): void {
  describe(`${name} as a Table`, () => {
    let opened: OpenTable;
    let table: Table;
    beforeEach(async () => {
      opened = await open();
      table = opened.table;
    });
    afterEach(() => opened.close());

    describeReads(() => opened);
    describeConditions(() => table);
    describeQueries(() => table);
    describeRefusals(() => table);
    describeTableModel(() => table);
  });
}

export function anItem(key: Key, more: Partial<Item> = {}): Item {
  return { v: 1, body: { text: 'x' }, ...more, pk: key.pk, sk: key.sk };
}

function describeReads(opened: () => OpenTable): void {
  test('gives back what was put, field by field', async () => {
    const { table } = opened();
    const body = {
      ja: '重大',
      quote: `it's "x"\u0000\n`,
      nested: [1, null, { deep: true }],
      '': 1.5,
      ['__proto__']: 'kept',
    };
    const item = anItem({ pk: 'p', sk: 's' }, { v: 7, body, changes: { pk: 'h', sk: 'c' }, due: { pk: 'd', sk: '1' } });
    await table.write([{ put: item, when: 'absent' }]);
    expect(await table.get([{ pk: 'p', sk: 's' }])).toEqual([item]);
  });

  test('answers in the order of the keys, the same key twice, and undefined where there is nothing', async () => {
    const { table } = opened();
    const [a, b] = [anItem({ pk: 'p', sk: 'a' }), anItem({ pk: 'p', sk: 'b' })];
    await table.write([a, b].map((put) => ({ put, when: 'absent' })));
    expect(await table.get([b, { pk: 'p', sk: 'none' }, a, b])).toEqual([b, undefined, a, b]);
    expect(await table.get([])).toEqual([]);
  });

  test('keeps an item of 340 KB and keys of full length', async () => {
    const { table } = opened();
    const key = { pk: 'p'.repeat(1_024), sk: '鍵'.repeat(170) };
    const item = anItem(key, { body: 'x'.repeat(340 * 1_024) });
    await table.write([{ put: item, when: 'absent' }]);
    expect(await table.get([key])).toEqual([item]);
  });

  test('a new version replaces body, index keys and expiry as a whole', async () => {
    const { table, nowSeconds } = opened();
    const key = { pk: 'p', sk: 's' };
    const first = anItem(key, { due: { pk: 'd', sk: '1' }, expires: nowSeconds() + 100 });
    await table.write([{ put: first, when: 'absent' }]);
    const second = anItem(key, { v: 2 });
    await table.write([{ put: second, when: { v: 1 } }]);
    expect(await table.get([key])).toEqual([second]);
    await expect.poll(() => keysOf(table, { pk: 'd', index: 'due' })).toEqual([]);
  });

  test('an item that has expired is never read, and its place is free', async () => {
    const { table, nowSeconds, pass } = opened();
    const key = { pk: 'p', sk: 's' };
    const item = anItem(key, { due: { pk: 'd', sk: '1' }, expires: nowSeconds() + 2 });
    await table.write([{ put: item, when: 'absent' }]);
    expect(await table.get([key])).toEqual([item]);
    await pass(2);
    expect(await table.get([key])).toEqual([undefined]);
    expect(await keysOf(table, { pk: 'p' })).toEqual([]);
    expect(await keysOf(table, { pk: 'd', index: 'due' })).toEqual([]);
    expect(await table.write([{ put: anItem(key), when: { v: 1 } }])).toEqual({ conflicts: [key] });
    expect(await table.write([{ remove: key, when: { v: 1 } }])).toEqual({ conflicts: [key] });
    expect(await table.write([{ put: anItem(key), when: 'absent' }])).toEqual({ conflicts: [] });
    expect(await table.get([key])).toEqual([anItem(key)]);
  });

  test('everything written is there after a restart', async () => {
    const { table, reopen } = opened();
    const item = anItem({ pk: 'p', sk: 's' }, { changes: { pk: 'h', sk: 'c' } });
    await table.write([{ put: item, when: 'absent' }]);
    const again = reopen === undefined ? table : await reopen();
    expect(await again.get([item])).toEqual([item]);
    expect(await keysOf(again, { pk: 'h', index: 'changes' })).toEqual(['s']);
  });
}

function describeConditions(table: () => Table): void {
  const [a, b, c] = ['a', 'b', 'c'].map((sk) => ({ pk: 'p', sk })) as [Key, Key, Key];

  test('a batch with failed conditions writes nothing and names all of them', async () => {
    await table().write([{ put: anItem(a), when: 'absent' }]);
    const { conflicts } = await table().write([
      { put: anItem(a), when: 'absent' },
      { put: anItem(c), when: 'absent' },
      { put: anItem(b), when: { v: 1 } },
    ]);
    expect(conflicts).toEqual(expect.arrayContaining([a, b]));
    expect(conflicts).toHaveLength(2);
    expect(await table().get([a, b, c])).toEqual([anItem(a), undefined, undefined]);
  });

  test('of many writers that want the same version, one wins', async () => {
    await table().write([{ put: anItem(a), when: 'absent' }]);
    const writes = Array.from({ length: 8 }, (_, n): Write => ({ put: anItem(a, { v: 2, body: n }), when: { v: 1 } }));
    const answers = await Promise.all(writes.map((write) => table().write([write])));
    expect(answers.filter(({ conflicts }) => conflicts.length === 0)).toHaveLength(1);
    const winner = answers.findIndex(({ conflicts }) => conflicts.length === 0);
    expect((await table().get([a]))[0]?.body).toBe(winner);
  });

  test('a remove of the wrong version is a conflict, of nothing with `any` is none', async () => {
    await table().write([{ put: anItem(a, { v: 3 }), when: 'any' }]);
    expect(await table().write([{ remove: a, when: { v: 2 } }])).toEqual({ conflicts: [a] });
    expect(await table().write([{ remove: b, when: { v: 1 } }])).toEqual({ conflicts: [b] });
    expect(
      await table().write([
        { remove: a, when: { v: 3 } },
        { remove: b, when: 'any' },
      ]),
    ).toEqual({ conflicts: [] });
    expect(await table().get([a])).toEqual([undefined]);
  });

  test('a batch of 100 writes goes in as one, an empty one does nothing', async () => {
    const keys = Array.from({ length: 100 }, (_, n) => ({ pk: `p${n % 7}`, sk: String(n) }));
    expect(await table().write(keys.map((key) => ({ put: anItem(key), when: 'absent' })))).toEqual({ conflicts: [] });
    expect((await table().get(keys)).every((item) => item !== undefined)).toBe(true);
    expect(await table().write([])).toEqual({ conflicts: [] });
  });
}

function describeQueries(table: () => Table): void {
  test('sort keys are in the order of their UTF-8 bytes', async () => {
    // By UTF-16 units the emoji would come before U+FF01.
    const sorted = ['A', 'Z', 'a', 'a#', 'aa', 'é', '鍵', '！', '😀'];
    await table().write(sorted.toReversed().map((sk) => ({ put: anItem({ pk: 'p', sk }), when: 'absent' })));
    expect(await keysOf(table(), { pk: 'p' })).toEqual(sorted);
    expect(await keysOf(table(), { pk: 'p', newestFirst: true })).toEqual(sorted.toReversed());
    expect(await keysOf(table(), { pk: 'p', from: 'a', to: '鍵' })).toEqual(sorted.slice(2, 7));
    expect(await keysOf(table(), { pk: 'p', from: 'b', to: 'a' })).toEqual([]);
  });

  test('an index lists its partition only, and the same place may hold many items', async () => {
    const items = Array.from({ length: 9 }, (_, n) =>
      anItem({ pk: `p${n}`, sk: 's' }, { due: { pk: n < 7 ? 'd' : 'other', sk: 'same' } }),
    );
    await table().write(items.map((put) => ({ put, when: 'absent' })));
    const found = async () => {
      const all = await Array.fromAsync(pages(table(), { pk: 'd', index: 'due', limit: 2 }));
      return all.map((item) => item.pk).toSorted();
    };
    await expect.poll(found).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    expect(await keysOf(table(), { pk: 'd', index: 'changes' })).toEqual([]);
  });

  test('pages are not moved by what is written between them', async () => {
    const put = (sk: string): Write => ({ put: anItem({ pk: 'p', sk }), when: 'absent' });
    await table().write(['b', 'd', 'f', 'h'].map(put));
    const first = await table().query({ pk: 'p', limit: 2 });
    expect(first.items.map((item) => item.sk)).toEqual(['b', 'd']);
    await table().write([...['a', 'c', 'e', 'i'].map(put), { remove: { pk: 'p', sk: 'd' }, when: 'any' }]);
    const rest = await Array.fromAsync(pages(table(), { pk: 'p', limit: 2, ...withCursor(first.cursor) }));
    expect(rest.map((item) => item.sk)).toEqual(['e', 'f', 'h', 'i']);
  });
}

function describeRefusals(table: () => Table): void {
  const key = { pk: 'p', sk: 's' };
  const put = (item: Item): Write => ({ put: item, when: 'any' });
  const many = Array.from({ length: 101 }, (_, n) => put(anItem({ pk: 'p', sk: String(n) })));
  test.each<[string, Write[]]>([
    ['more than 100 writes', many],
    ['the same key twice', [put(anItem(key)), { remove: key, when: 'any' }]],
    ['a pk of 1,025 bytes', [put(anItem({ pk: 'é'.repeat(512) + 'x', sk: 's' }))]],
    ['an sk of 513 bytes', [put(anItem({ pk: 'p', sk: '鍵'.repeat(171) }))]],
    ['an empty sk', [put(anItem({ pk: 'p', sk: '' }))]],
    ['an empty index key', [put(anItem(key, { due: { pk: '', sk: 's' } }))]],
    ['half a surrogate pair in a key', [put(anItem({ pk: 'p', sk: 'x\ud83d' }))]],
    ['an item of more than 350 KB', [put(anItem(key, { body: '鍵'.repeat(120 * 1_024) }))]],
    ['an expiry that is not in whole seconds', [put(anItem(key, { expires: 1.5 }))]],
  ])('refuses %s as a bug, and writes nothing of the batch', async (_, batch) => {
    const other = { pk: 'q', sk: 'q' };
    const refusal = await table()
      .write([...batch.slice(0, 101), put(anItem(other))])
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'Error', message: expect.stringMatching(/\S/) });
    expect(await table().get([other, key])).toEqual([undefined, undefined]);
  });
}

async function keysOf(table: Table, query: Omit<Query, 'limit' | 'cursor'>): Promise<string[]> {
  return (await Array.fromAsync(everyItem(table, query))).map((item) => item.sk);
}

function withCursor(cursor: string | undefined): { cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}
