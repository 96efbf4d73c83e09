import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { UnreadablePayload } from '#core/errors.ts';
import type { OpenFile, Read } from '#core/source.ts';
import { sources } from '#sources/list.ts';
import { createThreadedOpenFile } from '#sources/in-thread/open-file-in-thread.ts';
import { createOpenFile } from '#sources/open-file.ts';

const about = { key: 'files/auto/2026-03-01/x', receivedAt: '2026-03-01T12:00:00.000Z' };
const here = createOpenFile(sources);
/** Whatever this thread reads itself is seen. */
let readHere = 0;
const threaded = createThreadedOpenFile((...file) => {
  readHere += 1;
  return here(...file);
});
afterAll(threaded.close);

async function readBy(openFile: OpenFile, bytes: Uint8Array, source = 'auto'): Promise<object> {
  const reads: Read[] = [];
  try {
    const reading = await openFile(Readable.from([bytes]), source, about);
    try {
      for await (const read of reading.reads) reads.push(read);
    } catch (error) {
      if (!(error instanceof UnreadablePayload)) throw error;
      return { source: reading.source, reads, unreadable: error.message };
    }
    return { source: reading.source, sample: reading.sample, reads };
  } catch (error) {
    if (!(error instanceof UnreadablePayload)) throw error;
    return { unreadable: error.message };
  }
}

async function bothRead(bytes: Uint8Array, source?: string): Promise<object> {
  const before = readHere;
  // Handed over to the thread, its memory is gone here.
  const there = await readBy(threaded.openFile, new Uint8Array(bytes), source);
  expect(readHere).toBe(before);
  expect(there).toEqual(await readBy(here, bytes, source));
  return there;
}

/** The content again and again as lines, until it is long enough for the other thread. */
function asLines(content: string): string {
  const line = `${JSON.stringify(JSON.parse(content))}\n`;
  return line.repeat(Math.ceil(20_000 / line.length));
}

const finding = JSON.stringify({
  irene: 1,
  id: 'a',
  type: 't',
  title: 'x',
  severity: 'high',
  account: '1',
  resource: { id: 'r', type: 'Bucket' },
  at: '2026-03-01T11:00:00Z',
});

describe('a file that another thread reads', () => {
  test('is read as this one would, for every sample', async () => {
    const folder = join(import.meta.dirname, '../../fixtures/sources');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const content = asLines(await readFile(join(folder, name), 'utf8'));
      if (content.length <= 256 * 1024) await bothRead(Buffer.from(content));
    }
  });

  test('gives what stands before the place where it is broken, then says why', async () => {
    const broken = `${asLines(finding)}${'['.repeat(20_000)}`;
    const read = await bothRead(Buffer.from(broken), 'irene');
    expect(read).toMatchObject({ source: 'irene', unreadable: expect.stringContaining('nested deeper') });
    expect(read).toHaveProperty('reads.0.record.alert.id', 'a');
  });

  test('rejects what is no record, and knows that nobody reads it or that it is broken from the start', async () => {
    expect(await bothRead(Buffer.from(asLines('{"irene":1}')), 'irene')).toHaveProperty('reads.0.reject');
    expect(await bothRead(Buffer.from(asLines('{"a":1}')))).toMatchObject({ source: undefined, reads: [] });
    expect(await bothRead(Buffer.from('['.repeat(20_000)), 'irene')).toEqual({
      unreadable: expect.stringContaining('nested deeper'),
    });
  });

  test('does not wait for others, and each gets its own answer', async () => {
    const files = Array.from({ length: 8 }, (_, n) => asLines(finding.replace('"a"', `"f-${n}"`)));
    const read = await Promise.all(files.map((content) => bothRead(Buffer.from(content), 'irene')));
    for (const [n, one] of read.entries()) expect(one).toHaveProperty('reads.0.record.alert.id', `f-${n}`);
  });
});

test('tiny, large and packed files are read here', async () => {
  const before = readHere;
  const large = `${finding}\n`.repeat(Math.ceil((300 * 1024) / finding.length));
  for (const bytes of [Buffer.from(finding), Buffer.from(large), gzipSync(large, { level: 0 })]) {
    expect(await readBy(threaded.openFile, bytes)).toEqual(await readBy(here, bytes));
  }
  expect(readHere).toBe(before + 3);
});

test('after the end no other thread is asked', async () => {
  const ended = createThreadedOpenFile(here);
  await ended.close();
  expect(await readBy(ended.openFile, Buffer.from(asLines(finding)))).toMatchObject({ source: 'irene' });
});
