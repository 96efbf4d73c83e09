import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item, Key, Query, Table, Write } from '#core/table.ts';
import { pages } from './pages.ts';

/** The sort keys of one run, in the order of their UTF-8 bytes. */
const sortKeys = ['a', 'a#1', 'b', 'é', '！', '😀'];
const partitions = ['p', 'q'];
const pastSeconds = 1;
const farSeconds = 9_999_999_999;

const aKey = fc.record({ pk: fc.constantFrom(...partitions), sk: fc.constantFrom(...sortKeys) });
const aVersion = fc.integer({ min: 1, max: 2 });
const aBatch = fc.uniqueArray(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        put: fc.record(
          {
            key: aKey,
            v: aVersion,
            body: fc.jsonValue(),
            changes: aKey,
            due: aKey,
            expires: fc.constantFrom(pastSeconds, farSeconds),
          },
          { requiredKeys: ['key', 'v', 'body'] },
        ),
        when: fc.oneof(fc.constant('absent' as const), fc.constant('any' as const), fc.record({ v: aVersion })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ remove: aKey, when: fc.oneof(fc.constant('any' as const), fc.record({ v: aVersion })) }),
    },
  ),
  { minLength: 1, maxLength: 5, selector: (write) => nameOf('put' in write ? write.put.key : write.remove) },
);
const aQuery = fc.record(
  {
    pk: fc.constantFrom(...partitions),
    index: fc.constantFrom('changes' as const, 'due' as const),
    from: fc.constantFrom(...sortKeys),
    to: fc.constantFrom(...sortKeys),
    newestFirst: fc.boolean(),
    limit: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['pk', 'limit'] },
);

/** Random batches and queries against a plain Map, each run in partitions of its own. */
export function describeTableModel(table: () => Table): void {
  test('behaves as a plain Map whatever is written', { timeout: 180_000 }, async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(aBatch, aQuery), { minLength: 1, maxLength: 8 }), async (steps) => {
        const run = `${runs++}#`;
        const model = new Map<string, Item>();
        for (const [batch, query] of steps) {
          await compareWrite(
            table(),
            model,
            batch.map((write) => inRun(run, write)),
          );
          await compareQuery(table(), model, { ...query, pk: run + query.pk });
        }
      }),
      { numRuns: 60 },
    );
  });
}

type Drawn = (typeof aBatch extends fc.Arbitrary<infer T> ? T : never) extends (infer W)[] ? W : never;

function inRun(run: string, write: Drawn): Write {
  const place = (key: Key) => ({ pk: run + key.pk, sk: key.sk });
  if ('remove' in write) return { remove: place(write.remove), when: write.when };
  const { key, v, body, changes, due, expires } = write.put;
  const put: Item = {
    ...place(key),
    v,
    body: JSON.parse(JSON.stringify(body)),
    ...(changes === undefined ? {} : { changes: place(changes) }),
    ...(due === undefined ? {} : { due: place(due) }),
    ...(expires === undefined ? {} : { expires }),
  };
  return { put, when: write.when };
}

async function compareWrite(table: Table, model: Map<string, Item>, batch: Write[]): Promise<void> {
  const keys = batch.map((write) => ('put' in write ? write.put : write.remove));
  const failed = batch
    .filter((write) => !isMet(model, write))
    .map((write) => nameOf('put' in write ? write.put : write.remove));
  const { conflicts } = await table.write(batch);
  expect(conflicts.map(nameOf).toSorted()).toEqual(failed.toSorted());
  for (const write of failed.length > 0 ? [] : batch) {
    if ('put' in write) model.set(nameOf(write.put), write.put);
    else model.delete(nameOf(write.remove));
  }
  expect(await table.get(keys)).toEqual(keys.map((key) => alive(model.get(nameOf(key)))));
}

function isMet(model: Map<string, Item>, write: Write): boolean {
  if (write.when === 'any') return true;
  const stored = alive(model.get(nameOf('put' in write ? write.put : write.remove)));
  return stored?.v === (write.when === 'absent' ? undefined : write.when.v);
}

function alive(item: Item | undefined): Item | undefined {
  return item?.expires === pastSeconds ? undefined : item;
}

/** Items at one place of an index have no promised order among themselves: compared by place, then as a set. */
async function compareQuery(table: Table, model: Map<string, Item>, query: Query): Promise<void> {
  const { index, from = 'a', to = '😀' } = query;
  const placeOf = (item: Item) => (index === undefined ? item : item[index]);
  const rank = (item: Item) => sortKeys.indexOf(placeOf(item)?.sk ?? '');
  const expected = [...model.values()]
    .filter((item) => alive(item) !== undefined && placeOf(item)?.pk === query.pk)
    .filter((item) => rank(item) >= sortKeys.indexOf(from) && rank(item) <= sortKeys.indexOf(to))
    .toSorted((a, b) => (query.newestFirst === true ? rank(b) - rank(a) : rank(a) - rank(b)));
  await expect
    .poll(async () => {
      const found = await Array.fromAsync(pages(table, query));
      return { places: found.map(rank), items: sorted(found) };
    })
    .toEqual({ places: expected.map(rank), items: sorted(expected) });
}

function sorted(items: Item[]): Item[] {
  return items.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf(key: Key): string {
  return JSON.stringify([key.pk, key.sk]);
}
