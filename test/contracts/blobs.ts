import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BlobInfo, Blobs } from '#core/blobs.ts';

export interface OpenBlobs {
  blobs: Blobs;
  /** The same blobs after a restart of the process; only where the member keeps anything itself. */
  reopen?: () => Promise<Blobs>;
  close(): Promise<void>;
}

/** What every Blobs promises (`src/core/blobs.ts`). */
export function describeBlobs(name: string, open: () => Promise<OpenBlobs>): void {
  describe(`${name} as Blobs`, () => {
    let opened: OpenBlobs;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    describeFiles(() => opened);
    describeKeys(() => opened.blobs);
    describeLists(() => opened.blobs);
  });
}

function describeFiles(opened: () => OpenBlobs): void {
  test('gives back the bytes, also after a restart', async () => {
    const { blobs, reopen } = opened();
    const bytes = Buffer.from([0, 255, 10, 13, 0]);
    await blobs.put('a/b.bin', bytes);
    await blobs.put('empty', new Uint8Array());
    const again = reopen === undefined ? blobs : await reopen();
    expect(await read(again, 'a/b.bin')).toEqual(bytes);
    expect(await read(again, 'empty')).toEqual(Buffer.alloc(0));
    expect(await read(again, 'a/none')).toBeUndefined();
    expect(await read(again, 'a')).toBeUndefined();
  });

  test('takes a stream and gives one', async () => {
    const { blobs } = opened();
    const chunk = Buffer.alloc(64 * 1_024, 'x');
    await blobs.put('big', Readable.from(Array.from({ length: 40 }, () => chunk)));
    expect((await read(blobs, 'big'))?.equals(Buffer.alloc(40 * chunk.length, 'x'))).toBe(true);
    expect(await all(blobs, '')).toMatchObject([{ key: 'big', size: 40 * chunk.length }]);
  });

  test('a stream that breaks leaves what was there before', async () => {
    const { blobs } = opened();
    await blobs.put('kept', Buffer.from('old'));
    for (const key of ['kept', 'new']) await expect(blobs.put(key, brokenStream())).rejects.toThrow('the line is down');
    expect(String(await read(blobs, 'kept'))).toBe('old');
    expect((await all(blobs, '')).map((info) => info.key)).toEqual(['kept']);
  });

  test('of two puts at once one is seen whole', async () => {
    const { blobs } = opened();
    const bodies = ['a', 'b', 'c'].map((letter) => letter.repeat(100_000));
    await Promise.all(bodies.map((body) => blobs.put('same', Buffer.from(body))));
    expect(bodies).toContain(String(await read(blobs, 'same')));
  });
}

function describeKeys(blobs: () => Blobs): void {
  test.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/../b',
    'a/.',
    'a\\b',
    'a b',
    'é',
    'a\u0000',
    'x'.repeat(256),
  ])('refuses the key %j as a bug', async (key) => {
    const refusal = { name: 'Error', message: expect.stringContaining('not a blob key') };
    await expect(blobs().put(key, Buffer.from('x'))).rejects.toMatchObject(refusal);
    await expect(blobs().get(key)).rejects.toMatchObject(refusal);
  });

  test('a key may go on where another one ends', async () => {
    const keys = ['a', 'a/b', 'a/b/c', '1', '...', 'tmp', `${'x'.repeat(255)}/${'y'.repeat(255)}`];
    for (const key of keys) await blobs().put(key, Buffer.from(key));
    for (const key of keys) expect(String(await read(blobs(), key))).toBe(key);
    expect((await all(blobs(), '')).map((info) => info.key)).toEqual(keys.toSorted());
  });
}

function describeLists(blobs: () => Blobs): void {
  test('lists any prefix in the order of the keys', { timeout: 180_000 }, async () => {
    // Characters before and after the slash, so that a walk through folders alone would be out of order.
    const aPart = fc.string({ unit: fc.constantFrom('a', 'b', '!', '.', '-', '0', 'A'), minLength: 1, maxLength: 3 });
    const aKey = fc.array(
      aPart.filter((part) => part !== '.' && part !== '..'),
      { minLength: 1, maxLength: 3 },
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          aKey.map((parts) => parts.join('/')),
          { maxLength: 10 },
        ),
        async (keys) => {
          const run = `${runs++}/`;
          for (const key of keys) await blobs().put(run + key, Buffer.from(key));
          for (const prefix of ['', ...keys.map((key) => key.slice(0, 2))]) {
            const expected = keys.filter((key) => key.startsWith(prefix)).toSorted();
            const found = await all(blobs(), run + prefix);
            expect(found.map((info) => info.key)).toEqual(expected.map((key) => run + key));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  test('goes through more than one page, and a prefix that climbs out finds nothing', {
    timeout: 180_000,
  }, async () => {
    const keys = Array.from({ length: 1_005 }, (_, n) => `p/${n % 3 === 0 ? '' : 'q/'}${String(n).padStart(4, '0')}`);
    for (let n = 0; n < keys.length; n += 50) {
      await Promise.all(keys.slice(n, n + 50).map((key) => blobs().put(key, Buffer.from('x'))));
    }
    const first = await blobs().list('p/');
    expect(first.cursor).toBeDefined();
    const infos = await all(blobs(), 'p/');
    expect(infos.map((info) => info.key)).toEqual(keys.toSorted());
    expect(infos.every(({ size, savedAt }) => size === 1 && new Date(savedAt).toISOString() === savedAt)).toBe(true);
    expect(await all(blobs(), '../')).toEqual([]);
  });
}

function brokenStream(): Readable {
  return Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('the line is down');
    })(),
  );
}

async function read(blobs: Blobs, key: string): Promise<Buffer | undefined> {
  const stream = await blobs.get(key);
  return stream === undefined ? undefined : buffer(stream);
}

async function all(blobs: Blobs, prefix: string, cursor?: string): Promise<BlobInfo[]> {
  const page = await blobs.list(prefix, cursor);
  return page.cursor === undefined ? page.items : [...page.items, ...(await all(blobs, prefix, page.cursor))];
}
