import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceOf } from '#core/distance-of.ts';
import { unknownFields } from '#rules/catalogue/unknown-fields.ts';
import { fixture } from '#test/sources/read-file.ts';
import type { Json } from '#core/json.ts';

const cloudtrail = { product: 'aws', service: 'cloudtrail' };
const audit = { product: 'gcp', service: 'gcp.audit' };

function nearestTo(field: string, logsource = cloudtrail): string[] | undefined {
  return unknownFields(logsource, [field])[0]?.nearest;
}

test.each([
  ['eventname', 'eventName'],
  ['evntName', 'eventName'],
  ['sourceIpAddress', 'sourceIPAddress'],
  ['userName', 'userIdentity.userName'],
  ['userIdentity.sesionContext.sessionIssuer.userName', 'userIdentity.sessionContext.sessionIssuer.userName'],
  ['requestParameters.bucketname', 'requestParameters.bucketName'],
  ['requestParameters.buckeName', 'requestParameters.bucketName'],
])('%s is most likely %s', (field, meant) => {
  expect(nearestTo(field)?.[0]).toBe(meant);
});

test.each([
  'eventName',
  'userIdentity',
  'resources[any].accountId',
  'requestParameters.ipPermissions.items[any].ipRanges.items[any].cidrIp',
  'facts.country',
])('%s is a field', (field) => {
  expect(nearestTo(field)).toBeUndefined();
});

test.each(['requestParameters.ofACallThatNobodyKnows', 'requestParameters.groupIds', 'responseElements.items.v2.name'])(
  'of %s nobody knows whether it is one',
  (field) => {
    expect(nearestTo(field)).toBeUndefined();
  },
);

test('a field that is like nothing is told all the same', () => {
  expect(unknownFields(cloudtrail, ['nonsense', 'nonsense'])).toEqual([{ field: 'nonsense', nearest: [] }]);
});

test('rules for Google name fields in many ways', () => {
  const names = [
    'gcp.audit.method_name',
    'data.protoPayload.methodName',
    'protoPayload.Servicename',
    'protoPayload.logName',
    'data.protoPayload.resource.type',
    'protoPayload.serviceData.policyDelta.bindingDeltas[any].role',
    'protoPayload.request.anything',
    'resource.labels.anything',
    'new_value',
    'severity',
  ];
  expect(unknownFields(audit, names)).toEqual([]);
  expect(nearestTo('protoPayload.methodNam', audit)).toContain('protoPayload.methodName');
  expect(nearestTo('gcp.audit.method_nam', audit)).toContain('protoPayload.methodName');
});

test('other logs have no catalogue, and what another one of ours has is not known', () => {
  expect(unknownFields({ product: 'okta', service: 'okta' }, ['nonsense'])).toEqual([]);
  expect(unknownFields({}, ['nonsense'])).toEqual([]);
  const hub = { product: 'aws', service: 'securityhub' };
  expect(unknownFields(hub, ['Compliance.Status', 'Resources.Details.Other.x'])).toEqual([]);
  expect(nearestTo('Compliance.State', hub)).toContain('Compliance.Status');
});

test('every field of our own samples is known', () => {
  const lines = (name: string) => fixture(name).trim().split('\n');
  const records = (name: string) => lines(name).map((line) => JSON.parse(line) as Json);
  expect(
    unknownFields(
      cloudtrail,
      records('cloudtrail-lines.jsonl').flatMap((each) => pathsIn(each)),
    ),
  ).toEqual([]);
  expect(
    unknownFields(
      audit,
      records('gcp-audit-sink.jsonl').flatMap((each) => pathsIn(each)),
    ),
  ).toEqual([]);
});

function pathsIn(value: Json, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsIn(each, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const inner = path === '' ? key : `${path}.${key}`;
    return [inner, ...pathsIn(each, inner)];
  });
}

test('whatever is asked, an answer comes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 5 }), (fields) => {
      for (const logsource of [cloudtrail, audit]) {
        for (const { field } of unknownFields(logsource, fields)) expect(fields).toContain(field);
      }
    }),
  );
});

test('the distance of two texts is the same from either end, and none only between equals', () => {
  const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const distance = distanceOf(one, other);
      expect(distance).toBe(distanceOf(other, one));
      expect(distance === 0).toBe(one === other);
      expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
  expect(distanceOf('eventNmae', 'eventName')).toBe(1);
});
