import { expect, test } from 'vitest';
import { asFile, fixture, readFile, receivedAt } from './read-file.ts';

const sink = await readFile(fixture('gcp-audit-sink.jsonl'));
const entries = JSON.parse(fixture('gcp-audit-gcloud-list.json'));
const [first, last, metadata, bucket, admin, login] = sink.events;

test('an entry becomes an event of its project', () => {
  expect({ source: sink.source, rejects: sink.rejects }).toEqual({ source: 'gcp-audit', rejects: [] });
  expect(metadata).toEqual({
    source: 'gcp-audit',
    id: 'projects/web-prod/logs/cloudaudit.googleapis.com%2Factivity 2026-03-01T10:01:00Z insert3',
    at: '2026-03-01T10:01:00.000Z',
    provider: 'gcp',
    account: 'web-prod',
    region: 'europe-west1',
    logsource: { product: 'gcp', service: 'gcp.audit' },
    record: entries[2],
  });
});

test('the two entries of a long operation are one event', () => {
  expect(last?.id).toBe(first?.id);
  expect(last?.record).not.toEqual(first?.record);
  expect(new Set(sink.events.map(({ id }) => id)).size).toBe(sink.events.length - 1);
});

test('an entry that is neither the first nor the last of its operation is one of its own', async () => {
  const [{ operation, ...entry }] = entries;
  const { first: _first, ...ongoing } = operation;
  const { events } = await readFile(asFile([entries[0], { ...entry, operation: ongoing }]));
  expect(events[1]?.id).not.toBe(events[0]?.id);
});

test('entries of Google Workspace belong to the organization', () => {
  for (const event of [admin, login]) {
    expect(event).toMatchObject({ account: 'organizations/123456789012', logsource: { service: 'gcp.audit' } });
  }
});

test('a bucket belongs to the project of its log', () => {
  expect(bucket).toMatchObject({ account: 'data-prod', region: 'europe-west1' });
});

test('lists of the API and of gcloud and the Pub/Sub message give the same events', async () => {
  for (const name of ['gcp-audit-gcloud-list.json', 'gcp-audit-api-list.json']) {
    expect(await readFile(fixture(name))).toMatchObject({ source: 'gcp-audit', rejects: [], events: sink.events });
  }
  const push = await readFile(fixture('gcp-audit-push.json'));
  expect(push).toMatchObject({ source: 'gcp-audit', events: [first] });
  const pulled = await readFile(asFile({ receivedMessages: [JSON.parse(fixture('gcp-audit-push.json'))] }));
  expect(pulled.events).toEqual(push.events);
});

test('an entry with odd fields is still an event', async () => {
  const protoPayload = { '@type': 'type.googleapis.com/google.cloud.audit.AuditLog', serviceName: 7 };
  const odd = { protoPayload, timestamp: {}, insertId: [], resource: 'x', operation: 1, logName: null };
  const { events, rejects } = await readFile(asFile([odd, { protoPayload, insertId: 'x'.repeat(5000) }]));
  expect(rejects).toEqual([]);
  expect(events).toMatchObject([
    { account: 'unknown', at: receivedAt, id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    { account: 'unknown', at: receivedAt, id: expect.stringMatching(/^[0-9a-f]{32}$/) },
  ]);
});

test('what is no entry of an audit log is a reject that says why', async () => {
  const flows = { jsonPayload: {}, logName: 'projects/web-prod/logs/compute.googleapis.com%2Fvpc_flows' };
  const { protoPayload, ...rest } = entries[0];
  const row = { protopayload_auditlog: protoPayload };
  const request = { ...rest, protoPayload: { '@type': 'type.googleapis.com/google.appengine.logging.v1.RequestLog' } };
  const nested = { message: { data: Buffer.from('{"message":{}}').toString('base64') } };
  const file = asFile([entries[0], flows, row, request, null, nested, { message: { data: '%' } }]);
  const { events, rejects } = await readFile(file);
  expect(events).toHaveLength(1);
  expect(rejects.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(rejects.map(({ reason }) => reason.replace('no entry of an audit log: ', ''))).toEqual([
    'an entry of projects/web-prod/logs/compute.googleapis.com%2Fvpc_flows',
    'without a protoPayload of AuditLog',
    'an entry of projects/web-prod/logs/cloudaudit.googleapis.com%2Factivity',
    'not an object',
    'message.data holds another message',
    'message.data is not base64 of JSON: empty text',
  ]);
});
