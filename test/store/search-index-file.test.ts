import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import type { SearchIndex } from '#core/search.ts';
import { openSearchIndex } from '#store/open-search-index.ts';
import { aFile, anIndex, asking, brute, bucket } from './search-index-parts.ts';

test('a put that fails before the first position takes all with it, and the index asks to be filled again', async () => {
  const index = await anIndex();
  await index.put([brute]);
  const unfit = { ...bucket, revision: 'none' as unknown as number };
  await expect(index.put([unfit])).rejects.toThrow();
  await expect(index.setPosition('p')).rejects.toBeInstanceOf(TemporaryFailure);
  expect(index.position()).toBeUndefined();
  await index.put([brute, bucket]);
  await index.setPosition('p');
  expect((await index.find(asking(''))).total).toBe(2);
  // from here on it costs only the put itself
  await expect(index.put([{ ...unfit, id: 'irn-new' }])).rejects.toThrow();
  expect([index.position(), (await index.find(asking(''))).total]).toEqual(['p', 2]);
});

test('position and cases are there after a restart', async () => {
  const file = await aFile();
  const first = openSearchIndex(file);
  expect(first.position()).toBeUndefined();
  await first.put([brute]);
  await first.setPosition('2026-01-31T09#7');
  first.close();
  const second = openSearchIndex(file);
  expect(second.position()).toBe('2026-01-31T09#7');
  expect((await second.find(asking('brute', 1))).ids).toEqual([brute.id]);
  second.close();
});

test.each<[string, (file: string) => unknown]>([
  ['is no database', (file) => writeFile(file, 'not a database '.repeat(1_000))],
  ['has another version', (file) => changeFile(file, 'pragma user_version = 9')],
])('a file that %s is made anew, with no position', async (_, damage) => {
  const file = await aFile();
  const first = openSearchIndex(file);
  await first.put([brute]);
  await first.setPosition('p');
  first.close();
  await damage(file);
  const second = openSearchIndex(file);
  expect(second.position()).toBeUndefined();
  expect(await second.find(asking('', 1))).toEqual({ ids: [], total: 0 });
  await second.put([brute]);
  expect((await second.find(asking('brute', 1))).total).toBe(1);
  second.close();
});

test.each<[string, (index: SearchIndex) => unknown]>([
  ['a search', (index) => index.find(asking('brute', 1))],
  ['a put', (index) => index.put([{ ...brute, revision: 2 }])],
])(
  'a file that is damaged while it is open is replaced when %s finds it, and filled from the start',
  async (_, look) => {
    const file = await aFile();
    const index = openSearchIndex(file);
    await index.put([brute]);
    await index.setPosition('p');
    changeFile(file, 'delete from words_data');
    await expect(look(index)).rejects.toBeInstanceOf(TemporaryFailure);
    // whoever was in the middle of filling the index must not declare it whole
    await expect(index.put([bucket])).rejects.toBeInstanceOf(TemporaryFailure);
    await expect(index.setPosition('q')).rejects.toBeInstanceOf(TemporaryFailure);
    expect(index.position()).toBeUndefined();
    await index.put([brute, bucket]);
    await index.setPosition('q');
    expect([index.position(), (await index.find(asking('', 1))).total]).toEqual(['q', 2]);
    index.close();
  },
);

function changeFile(file: string, statement: string): void {
  const sql = new DatabaseSync(file, { defensive: false });
  sql.exec(statement);
  sql.close();
}
