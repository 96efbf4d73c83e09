import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { UnreadablePayload } from '#core/errors.ts';
import { sources } from '#sources/list.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { fixture, inPieces, readFile } from './read-file.ts';

const line = JSON.stringify({
  irene: 1,
  id: 'a',
  type: 't',
  title: 'ключ 鍵 🔑',
  severity: 'low',
  resource: { id: 'r', type: 'thing' },
  account: 'acc',
  at: '2026-01-01T00:00:00Z',
});
const three = `${line}\n${line}\n${line}\n`;
const mebibyte = 1024 * 1024;

async function refusal(...args: Parameters<typeof readFile>): Promise<string> {
  const error = await readFile(...args).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UnreadablePayload);
  return error instanceof Error ? error.message : '';
}

test.each([
  ['one line', line, 1],
  ['JSON lines', three, 3],
  ['JSON lines without a last line end', three.trimEnd(), 3],
  ['JSON lines with CRLF and empty lines', three.replaceAll('\n', '\r\n\r\n  \r\n'), 3],
  ['a byte order mark', `\uFEFF${three}`, 3],
  ['a byte order mark before a blank line', `\uFEFF\n${three}`, 3],
  ['values one after the other without a line end', line + line + line, 3],
  ['a list in one line', `[${line},${line}]`, 2],
  ['a printed document', JSON.stringify({ alerts: [JSON.parse(line)] }, null, 2), 1],
  ['printed documents one after the other', `${JSON.stringify(JSON.parse(line), null, 2)}\n`.repeat(3), 3],
  ['lists in lines', `[${line},${line}]\n${line}\n`, 3],
])('%s are read, plain, gzipped and in single bytes', async (_what, text, count) => {
  for (const bytes of [Buffer.from(text), gzipSync(text)]) {
    for (const pieces of [1, 7, 100_000]) {
      const { source, alerts, rejects } = await readFile(bytes, { pieces });
      expect({ source, count: alerts.length, rejects }).toEqual({ source: 'irene', count, rejects: [] });
      expect(alerts[0]?.title).toBe('ключ 鍵 🔑');
    }
  }
});

test('gzip files that were put together are read to the end', async () => {
  const members = Buffer.concat([gzipSync(line), gzipSync('\n'), gzipSync(three)]);
  expect((await readFile(members)).alerts).toHaveLength(4);
});

test('a bad line among good ones is a reject with its place and reason, and the good ones go on', async () => {
  const { reads, alerts, rejects } = await readFile(`${line}\n{"irene": 1, "id\n${line}\n{} trailing\n${line}`);
  expect(alerts).toHaveLength(3);
  expect(reads.map((read) => ('record' in read ? 'record' : read.reject.index))).toEqual([
    'record',
    1,
    'record',
    3,
    4,
    'record',
  ]);
  expect(rejects[0]?.reason).toMatch(/^line 2: not JSON: .*position/);
  expect(rejects[2]?.reason).toMatch(/^line 4: not JSON/);
});

test('a bad first line does not hide the good ones below it', async () => {
  for (const bad of ['oops', '{"half": "of a li', '{"half": 1', '"open', '}']) {
    const { alerts, rejects } = await readFile(`${bad}\n${three}`);
    expect(alerts).toHaveLength(3);
    expect(rejects).toMatchObject([{ index: 0, reason: expect.stringMatching(/^line 1: /) }]);
  }
});

test('a line that is not UTF-8 is a reject with the byte', async () => {
  const bytes = Buffer.concat([Buffer.from(`${line}\n{"a":"`), Buffer.from([0xc3, 0x28]), Buffer.from(`"}\n${line}`)]);
  const { alerts, rejects } = await readFile(bytes);
  expect(alerts).toHaveLength(2);
  expect(rejects).toEqual([{ index: 1, reason: 'line 2: not UTF-8 (byte 6)' }]);
});

test.each([
  ['an empty file', '', /^the file is empty$/],
  ['only blank lines', '\r\n \n\t\n', /^the file is empty$/],
  ['an empty gzip', gzipSync(''), /^the file is empty$/],
  ['text', 'hello\nworld\n', /^line 1: not JSON: .*hello/],
  ['half of one line', line.slice(0, 40), /^line 1: not JSON: .*position 40/],
  ['half of a printed document', '{\n  "alerts": [\n    {},\n    {"id": "a"', /^not JSON: .*position 38 \(line 4/],
  ['a printed document with a mistake', '[\n  {"a": 1},\n  {"a" 1}\n]\n', /^not JSON: .*position 21 \(line 3/],
  ['UTF-16', Buffer.from(`\uFEFF${line}`, 'utf16le'), /not UTF-8 but UTF-16/],
  ['Latin-1', Buffer.from('{"a": "é"}', 'latin1'), /^line 1: not UTF-8 \(byte 7\)$/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1]), /not UTF-8 \(byte 0\)/],
  ['gzip cut in the middle', gzipSync(three).subarray(0, 60), /^the gzip is cut off after byte 60$/],
  [
    'gzip cut in its second member',
    Buffer.concat([gzipSync(line), gzipSync(line).subarray(0, 30)]),
    /cut off after byte/,
  ],
  ['gzip of which only the magic is left', Buffer.from([0x1f, 0x8b]), /cut off after byte 2/],
  [
    'gzip with a broken checksum',
    broken(gzipSync(three), -6),
    /^broken gzip within the first \d+ bytes: incorrect data check/,
  ],
  ['gzip that is broken inside', broken(gzipSync(three), 12), /^broken gzip/],
  ['gzip followed by text', Buffer.concat([gzipSync(line), Buffer.from('and more')]), /gzip/],
  [
    'gzip followed by zeros and more',
    Buffer.concat([gzipSync(line), Buffer.alloc(8), gzipSync(line)]),
    /followed by other bytes/,
  ],
])('%s is unreadable, with the reason and the place', async (_what, bytes, reason) => {
  expect(await refusal(bytes)).toMatch(reason);
  expect(await refusal(bytes, { pieces: 3 })).toMatch(reason);
});

function broken(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const place = at < 0 ? copy.length + at : at;
  copy[place] = (copy[place] ?? 0) ^ 0xff;
  return copy;
}

test('every limit is named when it refuses', async () => {
  const deep = `{"irene":1,"a":${'['.repeat(200)}${']'.repeat(200)}}`;
  expect(await refusal(deep)).toBe('the JSON is nested deeper than 200 (byte 214)');
  expect(await refusal('['.repeat(5_000_000))).toContain('nested deeper than 200');
  expect(await refusal(`${line}\n${deep}`)).toContain('nested deeper than 200');
  expect((await readFile(deep.replace('[]', '0'))).rejects).toHaveLength(1);
  expect(await refusal(three, { limits: { fileBytes: 300 } })).toBe('the file is over 300 bytes');
  expect(await refusal(gzipSync(three), { limits: { fileBytes: 300 } })).toBe(
    'the file is over 300 bytes once unpacked',
  );
  expect(await refusal(`${line}\n"${'x'.repeat(2 * mebibyte)}"`, { limits: { valueBytes: mebibyte } })).toBe(
    'one JSON value is over 1 MiB (line 2)',
  );
  expect(await refusal(`[\n${'1,\n'.repeat(mebibyte)}1]`, { limits: { valueBytes: mebibyte } })).toBe(
    'one JSON value is over 1 MiB',
  );
  expect(await refusal(`[${'{},'.repeat(2000)}{}]`, { limits: { members: 1000 } })).toBe(
    'one JSON value has over 1000 members',
  );
  expect(await refusal(gzipSync(Buffer.alloc(2 * mebibyte, ' ')), { limits: { ratioFrom: mebibyte } })).toBe(
    'the gzip unpacks to more than 250 times its size (past 1 MiB): a gzip bomb',
  );
  expect(await refusal(`${line}\n${'{}\n'.repeat(50)}`, { limits: { rejects: 20 } })).toMatch(
    /^over 20 parts of the file are no records, the newest: no alert/,
  );
});

test('a document of many lines after a broken first line is still read when it is longer than one value may be', async () => {
  const text = `{"half": 1\n${three.repeat(2000)}`;
  const { alerts, rejects } = await readFile(text, { limits: { valueBytes: 100_000 } });
  expect({ alerts: alerts.length, rejects: rejects.length }).toEqual({ alerts: 6000, rejects: 1 });
});

test('keys that come twice or are called __proto__ do no harm', async () => {
  const nasty = `${line.slice(0, -1)}, "__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "id": "b"}`;
  const { alerts } = await readFile(nasty);
  expect(alerts.map((alert) => alert.id)).toEqual(['b']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('half a character becomes the mark for it', async () => {
  const { alerts } = await readFile(line.replace('"a"', '"a\\ud83d"').replace('"t"', '"\\ud83d\\udd11"'));
  expect(alerts).toMatchObject([{ id: 'a\uFFFD', type: '🔑' }]);
});

test('the sample is the first 200 characters of the text, whatever the size of the pieces', async () => {
  const text = `{"unknown": "${'鍵🔑'.repeat(200)}"}`;
  for (const pieces of [1, 1000]) {
    const { source, sample, reads } = await readFile(gzipSync(text), { pieces });
    expect(source).toBeUndefined();
    expect(sample).toBe(Array.from(text).slice(0, 200).join(''));
    expect(reads).toEqual([]);
  }
});

test('a source that does not exist reads nothing', async () => {
  expect(await readFile(three, { source: 'nobody' })).toMatchObject({
    source: undefined,
    reads: [],
    sample: Array.from(three).slice(0, 200).join(''),
  });
});

test('a named source rejects what it cannot read instead of passing over it', async () => {
  const { source, rejects, alerts } = await readFile(`${three}[]\n7\n"text"\nnull`, { source: 'guardduty' });
  expect({ source, alerts }).toEqual({ source: 'guardduty', alerts: [] });
  expect(rejects).toHaveLength(6);
  for (const { reason } of rejects) expect(reason).toMatch(/^no GuardDuty finding: /);
});

test('an empty list is a file without records, and nothing is wrong with it', async () => {
  for (const [name, text] of [
    ['guardduty', '{"Findings": []}'],
    ['scc', '{"listFindingsResults": []}'],
    ['irene', '[]'],
  ] as const) {
    const { source, alerts, rejects } = await readFile(text, { source: name });
    expect({ source, alerts, rejects }).toEqual({ source: name, alerts: [], rejects: [] });
  }
});

test('auto finds the source behind values that nobody knows', async () => {
  const { source, alerts, rejects } = await readFile(
    `{"hello": 1}\n${fixture('scc-notification.json').replaceAll('\n', ' ')}`,
  );
  expect({ source, alerts: alerts.length, rejects: rejects.length }).toEqual({ source: 'scc', alerts: 1, rejects: 1 });
});

test('an error of the stream itself passes through: the file is not to blame', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield gzipSync(three).subarray(0, 20);
    throw new Error('connection reset');
  }
  await expect(readFile(failing())).rejects.toThrow(/^connection reset$/);
});

test('the stream is released when the file is refused, unknown, or left in the middle', async () => {
  const released: string[] = [];
  async function* watched(name: string, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    try {
      yield* inPieces(bytes, 50);
      while (true) yield bytes[0] === 0x1f ? gzipSync('\n') : Buffer.from('\n');
    } finally {
      released.push(name);
    }
  }
  await refusal(watched('refused', Buffer.from(three)), { limits: { fileBytes: 60 } });
  await readFile(watched('unknown', Buffer.from('{"a":1}\n'.repeat(30))));
  for (const [name, bytes] of [
    ['left', Buffer.from(three)],
    ['left gzip', gzipSync(three)],
  ] as const) {
    const { reads } = await createOpenFile(sources)(watched(name, bytes), 'irene', { key: 'k', receivedAt: '' });
    for await (const _read of reads) break;
  }
  await expect.poll(() => released).toEqual(['refused', 'unknown', 'left', 'left gzip']);
});
