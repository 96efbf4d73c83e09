import { expect, test } from 'vitest';
import type { Json } from '#core/json.ts';
import { readS3Notification } from '#store/aws/read-s3-notification.ts';

function aRecord(key: string, more: { eventName?: string; versionId?: string; eventSource?: string } = {}): Json {
  const { eventName = 'ObjectCreated:Put', eventSource = 'aws:s3', versionId } = more;
  return {
    eventVersion: '2.1',
    eventSource,
    eventName,
    eventTime: '2026-01-31T09:00:00.123Z',
    s3: { bucket: { name: 'logs' }, object: { key, size: 5, ...(versionId === undefined ? {} : { versionId }) } },
  };
}

function aBridgeEvent(key: string, more: { [field: string]: Json } = {}): Json {
  return {
    version: '0',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: '2026-01-31T09:00:00Z',
    detail: { bucket: { name: 'logs' }, object: { key, size: 5, 'version-id': 'v1' }, reason: 'PutObject' },
    ...more,
  };
}

function throughSns(message: Json): Json {
  return {
    Type: 'Notification',
    MessageId: 'm',
    TopicArn: 'arn:aws:sns:us-east-1:1:t',
    Message: JSON.stringify(message),
  };
}

const saved = { bucket: 'logs', key: 'a/b.json', savedAt: '2026-01-31T09:00:00.123Z' };
const testEvent = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-01-31T09:00:00.000Z', Bucket: 'logs' };

test('every created object of a direct message is announced, with its version', () => {
  const body = { Records: [aRecord('a/b.json'), aRecord('c', { versionId: 'v7', eventName: 'ObjectCreated:Copy' })] };
  expect(readS3Notification(body)).toEqual([saved, { ...saved, key: 'c', versionId: 'v7' }]);
});

test('through SNS, as an envelope or raw, it says the same', () => {
  expect(readS3Notification(throughSns({ Records: [aRecord('a/b.json')] }))).toEqual([saved]);
  expect(readS3Notification({ Records: [aRecord('a/b.json')] })).toEqual([saved]);
});

test('through EventBridge, and from there through SNS, the key stands as it is', () => {
  const expected = [{ bucket: 'logs', key: 'a b+c%20.json', versionId: 'v1', savedAt: '2026-01-31T09:00:00.000Z' }];
  expect(readS3Notification(aBridgeEvent('a b+c%20.json'))).toEqual(expected);
  expect(readS3Notification(throughSns(aBridgeEvent('a b+c%20.json')))).toEqual(expected);
});

test.each([
  ['a+b', 'a b'],
  ['a%2Bb', 'a+b'],
  ['%E9%87%8D%E5%A4%A7/x%3D1.json', '重大/x=1.json'],
  ['AWSLogs/1/2026/01/31/x.jsonl.gz', 'AWSLogs/1/2026/01/31/x.jsonl.gz'],
])('the key %s of a direct message is read as %s', (encoded, key) => {
  expect(readS3Notification({ Records: [aRecord(encoded)] })).toMatchObject([{ key }]);
});

test.each<[string, Json]>([
  ['a test message', testEvent],
  ['a test message through SNS', throughSns(testEvent)],
  ['a removal', { Records: [aRecord('a', { eventName: 'ObjectRemoved:Delete' })] }],
  ['a removal through EventBridge', aBridgeEvent('a', { 'detail-type': 'Object Deleted' })],
  ['an empty object that stands for a folder', { Records: [aRecord('a/b/')] }],
  ['an empty list', { Records: [] }],
])('%s announces nothing', (_, body) => {
  expect(readS3Notification(body)).toEqual([]);
});

test.each<[string, Json]>([
  ['a message of our own', { key: 'files/a', source: 'auto', receivedAt: '2026-01-31T09:00:00.000Z' }],
  ['records of another service', { Records: [aRecord('a', { eventSource: 'aws:ses' })] }],
  ['records of which one is no event', { Records: [aRecord('a'), { nothing: true }] }],
  ['records of a CloudTrail file', { Records: [{ eventSource: 's3.amazonaws.com', eventName: 'PutObject' }] }],
  ['an event of another service', aBridgeEvent('a', { source: 'aws.guardduty' })],
  ['a key that is not encoded as it must be', { Records: [aRecord('%E0%A4%A')] }],
  ['an SNS message that is no JSON', { Type: 'Notification', TopicArn: 't', Message: 'hello' }],
  ['an SNS message in an SNS message', throughSns(throughSns({ Records: [aRecord('a')] }))],
  ['an empty key', { Records: [aRecord('')] }],
  ['a text', 'x'],
  ['null', null],
  ['a list', [1]],
])('%s is no message of S3', (_, body) => {
  expect(readS3Notification(body)).toBeUndefined();
});

test('a time that cannot be read is left out', () => {
  expect(readS3Notification(aBridgeEvent('a', { time: 'yesterday' }))).toEqual([
    { bucket: 'logs', key: 'a', versionId: 'v1' },
  ]);
});
