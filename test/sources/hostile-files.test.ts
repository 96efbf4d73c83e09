import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Source } from '#core/source.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { readFile } from './read-file.ts';

const line = JSON.stringify({
  irene: 1,
  id: 'a',
  type: 't',
  title: 't',
  severity: 'low',
  resource: { id: 'r', type: 'thing' },
  account: 'acc',
  at: '2026-01-01T00:00:00Z',
});

test('a source that stumbles over one record rejects it and reads on', async () => {
  const lines = ['{"n":1}', '{"n":2}', '{"n":3}'].join('\n');
  const stumbling: Source = {
    name: 'stumbling',
    recognises: () => true,
    *read(value) {
      if (JSON.stringify(value).includes('2')) throw new TypeError('a bug');
      yield { reject: { index: 0, reason: 'read' } };
    },
  };
  const about = { key: 'k', receivedAt: '2026-03-01T00:00:00.000Z' };
  const reading = await createOpenFile([stumbling])(Readable.from([Buffer.from(lines)]), 'stumbling', about);
  const reasons = (await Array.fromAsync(reading.reads)).map((read) => ('reject' in read ? read.reject.reason : ''));
  expect(reasons).toEqual(['read', 'the source stumbling failed: a bug', 'read']);
});

test('a file of nothing but empty lists is refused after so many', async () => {
  const empties = readFile('[]\n'.repeat(20_000), { source: 'irene' });
  await expect(empties).rejects.toThrow('over 10000 parts of the file are empty lists');
});

const guardduty = { id: 'f', accountId: '111122223333', type: 'T', severity: 5, title: 't' };
const generic = JSON.parse(line) as object;

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a resource type of %s is only a word',
  async (resourceType) => {
    const service = { serviceName: 'guardduty' };
    const finding = { ...guardduty, updatedAt: '2026-03-01T00:00:00Z', service, resource: { resourceType } };
    const { alerts, rejects } = await readFile(JSON.stringify(finding), { source: 'guardduty' });
    expect(rejects).toEqual([]);
    expect(alerts[0]?.resource).toMatchObject({ type: 'Account' });
  },
);

test('an endless arn is looked at in no time', async () => {
  const { source } = await readFile(JSON.stringify({ ...guardduty, arn: ':guardduty:'.repeat(200_000) }));
  expect(source).toBeUndefined();
});

test.each(['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+23:59', '1969-12-31T23:59:59Z'])(
  'a moment of %s is refused: it would not sort',
  async (at) => {
    const { rejects } = await readFile(JSON.stringify({ ...generic, at }), { source: 'irene' });
    expect(rejects[0]?.reason).toContain('at: lies before 1970 or after 9999');
  },
);

test('an alert with more facts than anybody could read is refused', async () => {
  const facts = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, i]));
  const { rejects } = await readFile(JSON.stringify({ ...generic, facts }), { source: 'irene' });
  expect(rejects[0]?.reason).toBe('over 1000 facts');
});
