import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { Blobs } from '#core/blobs.ts';
import { openBlobs } from '#store/embedded/open-blobs.ts';
import { openDatabase } from '#store/embedded/open-database.ts';
import { describeBlobs } from '#test/contracts/blobs.ts';
import { aClock, aHome } from './a-home.ts';

describeBlobs('the embedded blobs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'irene-blobs-'));
  const { now } = aClock();
  let db = openDatabase(join(folder, 'irene.db'));
  return {
    blobs: await openBlobs(folder, { db, now }),
    reopen: () => {
      db.close();
      db = openDatabase(join(folder, 'irene.db'));
      return openBlobs(folder, { db, now });
    },
    close: async () => {
      db.close();
      await rm(folder, { recursive: true });
    },
  };
});

/** More than goes into a row. */
const large = Buffer.alloc(257 * 1024, 'x');

test('a key may become large and small again, and is listed once', async () => {
  const folder = await aHome();
  const { blobs } = await someBlobs(folder);
  await blobs.put('p/other', Buffer.from('o'));
  for (const bytes of [Buffer.from('small'), large, Buffer.from('small again'), Buffer.concat([large, large])]) {
    await blobs.put('p/key', Readable.from([bytes]));
    expect((await readAll(blobs, 'p/key'))?.equals(bytes)).toBe(true);
    expect((await blobs.list('p/')).items).toMatchObject([{ key: 'p/key', size: bytes.length }, { key: 'p/other' }]);
  }
});

test('small and large ones are listed together, page after page', { timeout: 60_000 }, async () => {
  const { blobs } = await someBlobs(await aHome());
  const keys = Array.from({ length: 1_020 }, (_, n) => `p/${String(n).padStart(4, '0')}`);
  await Promise.all(keys.map((key, n) => blobs.put(key, n % 100 === 0 ? large : Buffer.from('x'))));
  const first = await blobs.list('p/');
  const second = await blobs.list('p/', first.cursor);
  expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(keys);
  expect([first.items.length, second.cursor]).toEqual([1_000, undefined]);
});

async function someBlobs(folder: string, clock = aClock()) {
  const db = openDatabase(join(folder, 'irene.db'));
  onTestFinished(() => db.close());
  return { blobs: await openBlobs(folder, { db, ...clock }), reopen: () => openBlobs(folder, { db, ...clock }) };
}

async function readAll(blobs: Blobs, key: string): Promise<Buffer | undefined> {
  const stream = await blobs.get(key);
  return stream === undefined ? undefined : buffer(stream);
}

test('what a crash left half written is never listed, and goes at open when it is a day old', async () => {
  const folder = await aHome();
  const { now, pass } = aClock();
  const { reopen } = await someBlobs(folder, { now, pass });
  const draft = join(folder, 'tmp', 'half-written');
  await writeFile(draft, 'half');
  await utimes(draft, now(), now());
  pass(60 * 60);
  const blobs = await reopen();
  expect(await blobs.list('')).toEqual({ items: [] });
  expect(await readdir(join(folder, 'tmp'))).toEqual(['half-written']);
  pass(24 * 60 * 60);
  await reopen();
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('savedAt is the time of the put, and no draft stays behind', async () => {
  const folder = await aHome();
  const { blobs } = await someBlobs(folder, aClock('2026-02-03T04:05:06.000Z'));
  const savedAt = '2026-02-03T04:05:06.000Z';
  await blobs.put('a/b', Buffer.from('four'));
  await blobs.put('a/c', large);
  expect(await blobs.list('')).toEqual({
    items: [
      { key: 'a/b', size: 4, savedAt },
      { key: 'a/c', size: large.length, savedAt },
    ],
  });
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('a stream that breaks before anything is read of it fails the put and nothing else', async () => {
  const { blobs } = await someBlobs(await aHome());
  const source = neverRead();
  const saving = blobs.put('a', source);
  source.destroy(new Error('the file is gone'));
  await expect(saving).rejects.toThrow('the file is gone');
});

test('a stream is closed when it cannot be saved', async () => {
  const folder = await aHome();
  const { blobs } = await someBlobs(folder);
  await rm(join(folder, 'tmp'), { recursive: true });
  for (const key of ['a', 'not a key']) {
    const source = Readable.from([large, large]);
    await expect(blobs.put(key, source)).rejects.toThrow();
    expect(source.destroyed).toBe(true);
  }
});

function neverRead(): Readable {
  return new Readable({ read: () => {} });
}
