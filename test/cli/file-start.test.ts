import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { fileStart } from '#cli/file-start.ts';
import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';
import { aHome } from '../store/embedded/a-home.ts';

const key = 'files/auto/2026-03-01/one';

async function startOf(bytes: Uint8Array): Promise<string | undefined> {
  const { blobs } = await openEmbeddedStore(await aHome(), { now: () => new Date() });
  await blobs.put(key, bytes);
  return fileStart(blobs, key, 10);
}

it('is the first characters of a file, plain or gzip, whole or broken off', async () => {
  expect(await startOf(Buffer.from('日本語のファイルの名前です'))).toBe('日本語のファイルの名');
  const long = Buffer.concat([Buffer.from('{"first":1}'), randomBytes(200_000)]);
  expect(await startOf(gzipSync(long))).toBe('{"first":1');
  expect(await startOf(gzipSync(long).subarray(0, 5000))).toBe('{"first":1');
  expect(await startOf(Buffer.from(''))).toBe('');
});

it('is the raw bytes of what only says that it is gzip, and a bomb is not unpacked', async () => {
  expect(await startOf(Buffer.from([0x1f, 0x8b, 0x41, 0x42, 0x43]))).toContain('ABC');
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x'));
  expect((await startOf(bomb))?.length).toBeLessThanOrEqual(10);
});

it('is nothing when there is no such file', async () => {
  const { blobs } = await openEmbeddedStore(await aHome(), { now: () => new Date() });
  expect(await fileStart(blobs, key, 10)).toBeUndefined();
});
