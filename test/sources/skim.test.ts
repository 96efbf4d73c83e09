import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import type { Keep, Read } from '#core/source.ts';
import { sources } from '#sources/list.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { asFile, fixture, inPieces, receivedAt } from './read-file.ts';

const open = createOpenFile(sources);

async function read(
  file: string,
  keep?: Keep,
  source = 'auto',
): Promise<{ reads: Read[]; skipped: number; source: string | undefined }> {
  const reading = await open(inPieces(file), source, { key: 'k', receivedAt }, keep);
  const reads = await Array.fromAsync(reading.reads);
  return { reads, skipped: reading.skipped?.() ?? 0, source: reading.source };
}

const [template] = JSON.parse(fixture('cloudtrail-log.json')).Records as JsonObject[];

function record(n: number, more: JsonObject = {}): JsonObject {
  return { ...template, eventName: `Call${n}`, ...more, eventID: `id-${n}` };
}

/** Says of each record, by its text, whether it is wanted. */
function wanting(isWanted: (text: string) => boolean): Keep {
  return (text) => (from, to) => isWanted(text.slice(from, to));
}

const wantingNone = wanting(() => false);

const nine = asFile({ Records: Array.from({ length: 9 }, (_, n) => record(n)) });

function namesIn(reads: Read[]): Json[] {
  return reads.map((each) =>
    'record' in each && each.record.kind === 'event' ? (each.record.event.record['eventName'] ?? null) : 'reject',
  );
}

test('records that nobody wants are counted and not read', async () => {
  const { reads, skipped, source } = await read(
    nine,
    wanting((text) => text.includes('Call4')),
  );
  expect({ source, names: namesIn(reads), skipped }).toEqual({
    source: 'cloudtrail',
    names: ['Call0', 'Call4', 'Call8'],
    skipped: 6,
  });
});

test('without the question every record is read, and none is asked about in files of other kinds', async () => {
  const whole = await read(nine);
  expect([whole.reads.length, whole.skipped]).toEqual([9, 0]);
  for (const name of ['cloudtrail-lines.jsonl', 'securityhub-get-findings.json', 'gcp-audit-sink.jsonl']) {
    const asked = await read(fixture(name), () => {
      throw new Error('asked');
    });
    expect(asked).toEqual(await read(fixture(name)));
  }
});

test('the text is asked about byte by byte', async () => {
  const texts: string[] = [];
  const file = asFile({ Records: [record(0), record(1, { errorMessage: 'ü' }), record(2)] });
  await read(
    file,
    wanting((text) => texts.push(text) > 0),
  );
  expect(texts).toEqual([Buffer.from(asFile(record(1, { errorMessage: 'ü' }))).toString('latin1')]);
});

test('a record with another order of keys is neither lost nor miscounted', async () => {
  const { eventVersion, ...rest } = record(3);
  const file = asFile({
    Records: [record(0), record(1), record(2), { ...rest, eventVersion: eventVersion ?? '' }, record(4)],
  });
  const { reads, skipped } = await read(file, wantingNone);
  // the two that were cut in one piece are read
  expect([namesIn(reads), skipped]).toEqual([['Call0', 'Call2', 'Call3', 'Call4'], 1]);
});

test.each([
  [
    'a list of records inside a record',
    { requestParameters: { items: [{ eventVersion: '1' }, { eventVersion: '1' }] } },
  ],
  [
    'a list of records with ids inside a record',
    { requestParameters: { items: [{ eventVersion: '1' }, { eventVersion: '1', eventID: 'x' }] } },
  ],
  ['text that looks like the end of a record', { requestParameters: { a: '},{"eventVersion":"1","eventID":"x"}' } }],
])('%s is still found by what stands in it', async (_what, more) => {
  const records = [record(0), record(1), record(2, { ...more, errorCode: 'Wanted' }), record(3), record(4)];
  const { reads } = await read(
    asFile({ Records: records }),
    wanting((text) => text.includes('Wanted')),
  );
  expect(namesIn(reads)).toContain('Call2');
});

test('a file that is cut off is broken, whatever is wanted of it', async () => {
  for (const end of [nine.length - 1, nine.length - 2, nine.length - 40, nine.indexOf('},{') + 1]) {
    await expect(read(nine.slice(0, end), wantingNone)).rejects.toThrow('not JSON');
  }
  await expect(read(`${nine.slice(0, nine.lastIndexOf('},{') + 9)}]}`, wantingNone)).rejects.toThrow('not JSON');
});

test('a wanted record that is broken makes the whole file be read, and its place be told', async () => {
  const file = nine.replace('"Call4"', 'Call4');
  await expect(
    read(
      file,
      wanting((text) => text.includes('Call4')),
    ),
  ).rejects.toThrow(/not JSON.*near character/);
});

test('behind skipped records the places of rejects are those of the file', async () => {
  const file = asFile({ Records: [record(0), record(1), record(2), record(3, { eventName: '', eventSource: '' })] });
  const { reads } = await read(file, wantingNone);
  expect(reads.at(-1)).toMatchObject({ reject: { index: 3 } });
});

test('whatever is wanted, it is read, and what is read and skipped is all there is', async () => {
  const values = fc.array(
    fc.record({
      more: fc.dictionary(
        fc.constantFrom('requestParameters', 'errorMessage', 'eventID', 'x'),
        fc.jsonValue({ maxDepth: 2 }),
      ),
      isOrdered: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(values, fc.integer({ min: 0, max: 11 }), async (given, wanted) => {
      const records = given.map(({ more, isOrdered }, n) =>
        isOrdered ? record(n, more as JsonObject) : { ...(more as JsonObject), ...record(n) },
      );
      const file = asFile({ Records: records });
      const skimmed = await read(
        file,
        wanting((text) => text.includes(`"Call${wanted}"`)),
        'cloudtrail',
      );
      const whole = await read(file, undefined, 'cloudtrail');
      expect(skimmed.reads.length + skimmed.skipped).toBe(whole.reads.length);
      if (wanted < records.length) expect(namesIn(skimmed.reads)).toContain(`Call${wanted}`);
      expect(whole.reads).toEqual(expect.arrayContaining(skimmed.reads));
    }),
    { numRuns: 200 },
  );
});
