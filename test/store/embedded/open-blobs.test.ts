import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { openBlobs } from '#store/embedded/open-blobs.ts';
import { describeBlobs } from '#test/contracts/blobs.ts';
import { aClock, aHome } from './a-home.ts';

describeBlobs('the embedded blobs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'irene-blobs-'));
  const { now } = aClock();
  return {
    blobs: await openBlobs(folder, { now }),
    reopen: () => openBlobs(folder, { now }),
    close: () => rm(folder, { recursive: true }),
  };
});

test('what a crash left half written is never listed, and goes at open when it is a day old', async () => {
  const folder = await aHome();
  const { now, pass } = aClock();
  await openBlobs(folder, { now });
  const draft = join(folder, 'tmp', 'half-written');
  await writeFile(draft, 'half');
  await utimes(draft, now(), now());
  pass(60 * 60);
  const blobs = await openBlobs(folder, { now });
  expect(await blobs.list('')).toEqual({ items: [] });
  expect(await readdir(join(folder, 'tmp'))).toEqual(['half-written']);
  pass(24 * 60 * 60);
  await openBlobs(folder, { now });
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('savedAt is the time of the put, and no draft stays behind', async () => {
  const folder = await aHome();
  const blobs = await openBlobs(folder, aClock('2026-02-03T04:05:06.000Z'));
  await blobs.put('a/b', Buffer.from('four'));
  expect(await blobs.list('')).toEqual({ items: [{ key: 'a/b', size: 4, savedAt: '2026-02-03T04:05:06.000Z' }] });
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('a stream that breaks before anything is read of it fails the put and nothing else', async () => {
  const blobs = await openBlobs(await aHome(), aClock());
  const source = neverRead();
  const saving = blobs.put('a', source);
  source.destroy(new Error('the file is gone'));
  await expect(saving).rejects.toThrow('the file is gone');
});

test('a stream is closed when it cannot be saved', async () => {
  const folder = await aHome();
  const blobs = await openBlobs(folder, aClock());
  await rm(join(folder, 'tmp'), { recursive: true });
  for (const key of ['a', 'not a key']) {
    const source = neverRead();
    await expect(blobs.put(key, source)).rejects.toThrow();
    expect(source.destroyed).toBe(true);
  }
});

function neverRead(): Readable {
  return new Readable({ read: () => {} });
}
