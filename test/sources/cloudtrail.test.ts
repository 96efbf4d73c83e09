import { expect, test } from 'vitest';
import type { Json } from '#core/json.ts';
import { asFile, fixture, readFile, receivedAt } from './read-file.ts';

const log = await readFile(fixture('cloudtrail-log.json'));
const records = JSON.parse(fixture('cloudtrail-log.json')).Records;
const account = '111122223333';

test('a log file becomes its records, each with who it happened to, where and when', () => {
  expect({ source: log.source, rejects: log.rejects }).toEqual({ source: 'cloudtrail', rejects: [] });
  expect(log.events[0]).toEqual({
    source: 'cloudtrail',
    id: '00000000-0000-4000-8000-000000000001',
    at: '2026-03-01T10:00:00.000Z',
    provider: 'aws',
    account,
    region: 'eu-central-1',
    logsource: { product: 'aws', service: 'cloudtrail' },
    record: records[0],
  });
  expect(log.events.map((event) => event.record['eventName'])).toEqual([
    'StopLogging',
    'ConsoleLogin',
    'GetObject',
    'AuthorizeSecurityGroupIngress',
  ]);
});

test('a record stays as it came, down to the order of its keys', () => {
  expect(log.events.map((event) => JSON.stringify(event.record))).toEqual(
    records.map((record: Json) => JSON.stringify(record)),
  );
});

test('what another account did belongs to the account it happened to', () => {
  expect(log.events[3]).toMatchObject({ account, record: { userIdentity: { accountId: '444455556666' } } });
});

test('lines, a list, the event of EventBridge and its notification give the same events', async () => {
  for (const file of [fixture('cloudtrail-lines.jsonl'), asFile(records)]) {
    expect(await readFile(file)).toMatchObject({ source: 'cloudtrail', rejects: [], events: log.events });
  }
  for (const name of ['cloudtrail-event.json', 'cloudtrail-sns.json']) {
    const { source, events } = await readFile(fixture(name));
    expect({ source, events }).toEqual({ source: 'cloudtrail', events: log.events.slice(0, 1) });
  }
});

test('what a record does not say, the event that brought it does', async () => {
  const event = JSON.parse(fixture('cloudtrail-event.json'));
  const { recipientAccountId: _account, awsRegion: _region, eventTime: _time, ...detail } = event.detail;
  const { events } = await readFile(asFile({ ...event, detail: { ...detail, userIdentity: null } }));
  expect(events).toMatchObject([{ account, region: 'eu-central-1', at: '2026-03-01T10:00:00.000Z' }]);
});

test('an unusual rate of calls is an event too', async () => {
  const { source, events, rejects } = await readFile(fixture('cloudtrail-insight.json'));
  expect({ source, rejects }).toEqual({ source: 'cloudtrail', rejects: [] });
  expect(events).toMatchObject([{ account, record: { eventType: 'AwsCloudTrailInsight' } }]);
});

test('a digest file holds nothing and is no trouble', async () => {
  expect(await readFile(fixture('cloudtrail-digest.json'))).toMatchObject({ source: 'cloudtrail', reads: [] });
});

test('a record with odd fields is still an event', async () => {
  const odd = { eventName: 'X', eventTime: 7, eventID: null, awsRegion: {}, userIdentity: [], recipientAccountId: 42 };
  const { events, rejects } = await readFile(asFile({ Records: [odd, { eventSource: 'a.b' }] }), {
    source: 'cloudtrail',
  });
  expect(rejects).toEqual([]);
  expect(events).toMatchObject([
    { account: '42', at: receivedAt, record: odd },
    { account: 'unknown', at: receivedAt },
  ]);
  expect(events.map(({ id }) => id)).toEqual([
    expect.stringMatching(/^[0-9a-f]{32}$/),
    expect.stringMatching(/^[0-9a-f]{32}$/),
  ]);
});

test('a record without an id, or with an endless one, has the same id each time it comes', async () => {
  const { eventID: _id, ...without } = records[0];
  const file = asFile([without, { ...records[0], eventID: 'x'.repeat(5000) }]);
  const [once, again] = [await readFile(file), await readFile(file)];
  expect(once.events.map(({ id }) => id)).toEqual(again.events.map(({ id }) => id));
  expect(new Set(once.events.map(({ id }) => id)).size).toBe(2);
});

test('what is no record is a reject that says why', async () => {
  const event = JSON.parse(fixture('cloudtrail-event.json'));
  const others = [7, null, [], {}, { eventName: '' }, { ...event, 'detail-type': 'GuardDuty Finding' }];
  const { events, rejects } = await readFile(asFile({ Records: [records[0], ...others] }));
  expect(events).toHaveLength(1);
  expect(rejects.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(rejects.map(({ reason }) => reason)).toEqual([
    ...Array.from({ length: 3 }, () => 'no CloudTrail record: not an object'),
    ...Array.from({ length: 2 }, () => 'no CloudTrail record: neither eventName nor eventSource'),
    'no CloudTrail record: an event "GuardDuty Finding"',
  ]);
});

test('the news that a bucket has a new object is not taken for a record', async () => {
  const news = { eventVersion: '2.1', eventSource: 'aws:s3', eventTime: '2026-03-01T10:00:00Z', eventName: 'Put' };
  expect((await readFile(asFile({ Records: [{ ...news, userIdentity: {}, s3: {} }] }))).source).toBeUndefined();
  expect((await readFile(asFile({ Records: [] }))).source).toBeUndefined();
});
