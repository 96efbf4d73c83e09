import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { openDatabase } from '#store/embedded/open-database.ts';
import { openTable } from '#store/embedded/open-table.ts';
import { anItem } from '#test/contracts/table.ts';
import { aClock, aHome } from './a-home.ts';

const key = { pk: 'p', sk: 's' };

test('a file of a newer Irene is refused by name and left as it is', async () => {
  const file = join(await aHome(), 'irene.db');
  openDatabase(file).close();
  const sql = new DatabaseSync(file);
  sql.exec('pragma user_version = 99');
  expect(() => openDatabase(file)).toThrow(`${file} was written by a newer Irene (schema 99`);
  expect(sql.prepare('pragma user_version').get()).toEqual({ user_version: 99 });
  sql.close();
});

test('a file that is no database is refused by name and left as it is', async () => {
  const file = join(await aHome(), 'irene.db');
  await writeFile(file, 'these are my notes\n'.repeat(500));
  expect(() => openDatabase(file)).toThrow(`${file} is damaged or no database of Irene`);
});

test('a write waits for another process that holds the file for a moment', async () => {
  const { table, db, other } = await twoHandles();
  other.exec('begin immediate');
  const writing = table.write([{ put: anItem(key), when: 'absent' }]);
  other.exec('commit');
  expect(await writing).toEqual({ conflicts: [] });
  expect(await table.get([key])).toEqual([anItem(key)]);
  db.close();
  other.close();
});

test('a file that stays locked is a temporary failure, and reads go on', async () => {
  const { table, db, other } = await twoHandles();
  other.exec('begin immediate');
  await expect(table.write([{ put: anItem(key), when: 'absent' }])).rejects.toBeInstanceOf(TemporaryFailure);
  expect(await table.get([key])).toEqual([undefined]);
  other.exec('rollback');
  expect(await table.write([{ put: anItem(key), when: 'absent' }])).toEqual({ conflicts: [] });
  db.close();
  other.close();
});

test('a full disk is a temporary failure, and nothing of the batch is kept', async () => {
  const { table, db, other } = await twoHandles();
  other.close();
  const pages = Number(db.prepare('pragma page_count').get()?.['page_count']);
  await db.write({ steps: [{ sql: `pragma max_page_count = ${pages}`, runs: [[]] }] });
  const big = anItem({ pk: 'p', sk: 'big' }, { body: 'x'.repeat(300_000) });
  const writing = table.write([
    { put: anItem(key), when: 'absent' },
    { put: big, when: 'absent' },
  ]);
  await expect(writing).rejects.toBeInstanceOf(TemporaryFailure);
  expect(await table.get([key])).toEqual([undefined]);
  await db.write({ steps: [{ sql: 'pragma max_page_count = 1000000', runs: [[]] }] });
  expect(await table.write([{ put: big, when: 'absent' }])).toEqual({ conflicts: [] });
  db.close();
});

test('of works that are asked for together, one at fault fails alone, and each has its own conflicts', async () => {
  const { table, db, other } = await twoHandles();
  const [, broken, again] = await Promise.allSettled([
    table.write([{ put: anItem(key), when: 'absent' }]),
    db.write({ steps: [{ sql: 'insert into items (pk) values (?)', runs: [['half']] }] }),
    table.write([{ put: anItem(key), when: 'absent' }]),
    table.write([{ put: anItem({ pk: 'p', sk: 'other' }), when: 'absent' }]),
  ]);
  expect(broken).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('NOT NULL') } });
  expect(again).toEqual({ status: 'fulfilled', value: { conflicts: [key] } });
  expect(await table.get([key, { pk: 'p', sk: 'other' }])).toEqual([anItem(key), anItem({ pk: 'p', sk: 'other' })]);
  db.close();
  other.close();
});

test('what was asked for before the end is on the disk after it, and nothing is taken after it', async () => {
  const { table, db, other } = await twoHandles();
  const writing = table.write([{ put: anItem(key), when: 'absent' }]);
  db.close();
  expect(other.prepare('select count(*) as n from items').get()).toEqual({ n: 1 });
  expect(await writing).toEqual({ conflicts: [] });
  await expect(table.write([{ put: anItem(key), when: 'any' }])).rejects.toThrow('closed');
  other.close();
});

async function twoHandles() {
  const file = join(await aHome(), 'irene.db');
  const db = openDatabase(file);
  return { db, table: openTable(db, aClock()), other: new DatabaseSync(file) };
}
