import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '#store/embedded/open-database.ts';
import { openTable } from '#store/embedded/open-table.ts';
import { anItem, describeTable } from '#test/contracts/table.ts';
import { aClock, aHome } from './a-home.ts';

describeTable('the embedded table', async () => {
  const home = await mkdtemp(join(tmpdir(), 'irene-table-'));
  const { now, pass } = aClock();
  let db = openDatabase(join(home, 'irene.db'));
  return {
    table: openTable(db, { now }),
    pass: async (seconds) => pass(seconds),
    nowSeconds: () => Math.floor(now().getTime() / 1000),
    reopen: async () => {
      db.close();
      db = openDatabase(join(home, 'irene.db'));
      return openTable(db, { now });
    },
    close: async () => {
      db.close();
      await rm(home, { recursive: true });
    },
  };
});

test('a sweep removes what has expired and nothing else', async () => {
  const db = openDatabase(join(await aHome(), 'irene.db'));
  const { now, pass } = aClock();
  const table = openTable(db, { now });
  const seconds = now().getTime() / 1000;
  const put = (sk: string, expires?: number) =>
    table.write([{ put: anItem({ pk: 'p', sk }, expires === undefined ? {} : { expires }), when: 'any' }]);
  await put('now', seconds + 1);
  await put('later', seconds + 100);
  await put('never');
  pass(1);
  expect(await table.sweep()).toBe(1);
  expect(await table.sweep()).toBe(0);
  const left = db.prepare('select sk from items order by sk').all();
  expect(left.map((row) => row['sk'])).toEqual(['later', 'never']);
  db.close();
});

test('a text that is no cursor is refused as a bug', async () => {
  const db = openDatabase(join(await aHome(), 'irene.db'));
  const table = openTable(db, aClock());
  await table.write(['a', 'b'].map((sk) => ({ put: anItem({ pk: 'p', sk }), when: 'any' })));
  const { cursor = '' } = await table.query({ pk: 'p', limit: 1 });
  await expect(table.query({ pk: 'p', limit: 1, cursor: `x${cursor}` })).rejects.toThrow('not a cursor');
  await expect(table.query({ pk: 'p', index: 'due', limit: 1, cursor })).rejects.toThrow('not a cursor');
  await expect(table.query({ pk: 'p', limit: 0 })).rejects.toThrow('not a limit');
  db.close();
});
