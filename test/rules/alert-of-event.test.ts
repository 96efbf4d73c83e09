import { describe, expect, it } from 'vitest';
import { boundAlert } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import { alertOfEvent, factsOfEvent, resourceOf } from '#rules/alert-of-event.ts';
import type { DetectionRule } from '#rules/rule.ts';
import { aDetectionRule, anEvent } from '#test/pipeline/a-rule-set.ts';
import { aDetectionText, ruleIn } from './load-texts.ts';

const rule = aDetectionRule('trail-stopped', {});

function anAwsEvent(record: JsonObject, given: Partial<AuditEvent> = {}): AuditEvent {
  return anEvent({ region: 'eu-west-1', record, ...given });
}

function aGcpEvent(protoPayload: JsonObject, record: JsonObject = {}): AuditEvent {
  return anEvent({
    provider: 'gcp',
    account: 'acme-web',
    source: 'gcp-audit',
    record: { protoPayload, ...record },
  });
}

describe('what a call on AWS is about', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['a bucket', { requestParameters: { bucketName: 'b' } }, { id: 'arn:aws:s3:::b', type: 's3.bucket', name: 'b' }],
    [
      'a user, of no region',
      { requestParameters: { userName: 'eve' } },
      { id: 'arn:aws:iam::111122223333:user/eve', type: 'iam.user' },
    ],
    [
      'a group of rules',
      { requestParameters: { groupId: 'sg-1' } },
      { id: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1', type: 'ec2.security_group' },
    ],
    [
      'the first of several machines',
      { requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } } },
      { id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1' },
    ],
    ['the most telling of several', { requestParameters: { userName: 'eve', bucketName: 'b' } }, { type: 's3.bucket' }],
    [
      'an ARN as it is',
      { requestParameters: { keyId: 'arn:aws:kms:us-east-1:9:key/k' } },
      { id: 'arn:aws:kms:us-east-1:9:key/k', name: 'k' },
    ],
    [
      'a trail',
      { eventSource: 'cloudtrail.amazonaws.com', requestParameters: { name: 'main' } },
      { id: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main', type: 'cloudtrail.trail' },
    ],
    [
      'what is listed',
      { resources: [{ type: 'x' }, { ARN: 'arn:aws:sts::1:role/r', type: 'AWS::IAM::Role' }] },
      { id: 'arn:aws:sts::1:role/r', type: 'AWS::IAM::Role', name: 'r' },
    ],
    [
      'a name of another service',
      { eventSource: 'x.amazonaws.com', requestParameters: { name: 'main' } },
      { id: '111122223333', type: 'Account' },
    ],
    ['nothing', {}, { id: '111122223333', type: 'Account' }],
    ['no parameters', { requestParameters: null, resources: null }, { type: 'Account' }],
    [
      'parameters of other types',
      { requestParameters: { bucketName: ['b'], userName: {}, groupId: '' }, resources: 'x' },
      { type: 'Account' },
    ],
  ])('%s', (_name, record, expected) => {
    expect(resourceOf(anAwsEvent(record))).toMatchObject(expected);
  });

  it.each([
    ['cn-north-1', 'arn:aws-cn:iam::111122223333:role/r'],
    ['us-gov-west-1', 'arn:aws-us-gov:iam::111122223333:role/r'],
  ])('is of the partition of %s', (region, id) => {
    expect(resourceOf(anAwsEvent({ requestParameters: { roleName: 'r' } }, { region })).id).toBe(id);
  });
});

describe('what a call on Google Cloud is about', () => {
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [
      { resourceName: 'projects/_/buckets/b', serviceName: 'storage.googleapis.com' },
      { resource: { type: 'gcs_bucket' } },
      { id: '//storage.googleapis.com/projects/_/buckets/b', type: 'gcs_bucket', name: 'b' },
    ],
    [
      { resourceName: '//x.googleapis.com/a' },
      {},
      { id: '//x.googleapis.com/a', type: 'Google Cloud resource', name: 'a' },
    ],
    [{ resourceName: 'projects/p' }, {}, { id: 'projects/p' }],
    [{ resourceName: 5 }, { resource: 'x' }, { id: '5' }],
    [{}, {}, { id: 'acme-web', type: 'Account' }],
  ])('%j', (payload, record, expected) => {
    expect(resourceOf(aGcpEvent(payload, record))).toMatchObject(expected);
  });
});

describe('who did it, from where', () => {
  it('on AWS', () => {
    const record: JsonObject = {
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      userIdentity: {
        arn: 'arn:aws:sts::1:assumed-role/r/s',
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::1:role/r' } },
      },
      sourceIPAddress: '198.51.100.7',
      additionalEventData: { MFAUsed: 'No' },
      errorCode: 'AccessDenied',
    };
    expect(factsOfEvent(anAwsEvent(record))).toEqual([
      { label: 'Who', value: 'arn:aws:sts::1:assumed-role/r/s' },
      { label: 'Call', value: 'iam:CreateUser' },
      { label: 'Signed in as', value: 'arn:aws:iam::1:role/r' },
      { label: 'From', value: '198.51.100.7' },
      { label: 'MFA', value: 'No' },
      { label: 'Error', value: 'AccessDenied' },
    ]);
  });

  it('on AWS when the record hardly says it', () => {
    expect(factsOfEvent(anAwsEvent({ eventName: 'ConsoleLogin', userIdentity: { type: 'Root' } }))).toEqual([
      { label: 'Who', value: 'Root' },
      { label: 'Call', value: 'ConsoleLogin' },
    ]);
    expect(factsOfEvent(anAwsEvent({ eventName: 'ConsoleLogin' }))).toEqual([{ label: 'Call', value: 'ConsoleLogin' }]);
    expect(factsOfEvent(anAwsEvent({}))).toEqual([]);
  });

  it('on Google Cloud', () => {
    const payload: JsonObject = {
      methodName: 'SetIamPolicy',
      authenticationInfo: { principalEmail: 'eve@example.com' },
      requestMetadata: { callerIp: '2001:db8::1' },
      status: { code: 7 },
    };
    expect(factsOfEvent(aGcpEvent(payload))).toEqual([
      { label: 'Who', value: 'eve@example.com' },
      { label: 'Call', value: 'SetIamPolicy' },
      { label: 'From', value: '2001:db8::1' },
      { label: 'Error', value: '7' },
    ]);
  });
});

describe('the link to the event', () => {
  it.each<[AuditEvent, string | undefined]>([
    [
      anAwsEvent({ eventID: 'e 1' }),
      'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/e%201',
    ],
    [anAwsEvent({ eventID: 'e' }, { region: 'evil.example/#' }), undefined],
    [anAwsEvent({}), undefined],
    [
      aGcpEvent({}, { insertId: 'a"b' }),
      'https://console.cloud.google.com/logs/query;query=insertId%3D%22ab%22?project=acme-web',
    ],
    [{ ...aGcpEvent({}, { insertId: 'a' }), account: 'a&b=c' }, undefined],
  ])('%#', (event, url) => {
    expect(alertOfEvent(rule, event).url).toBe(url);
  });
});

describe('the rule in its alert', () => {
  const keyOf = (key: string[], record: JsonObject) =>
    alertOfEvent({ ...rule, key } satisfies DetectionRule, anAwsEvent(record)).rule?.key;

  it('a field of the key that is not there is an empty part, and without any the usual identity holds', () => {
    expect(keyOf(['a', 'b.c'], { a: 1, b: { c: ['x', 'y'] } })).toEqual(['1', '["x","y"]']);
    expect(keyOf(['a', 'b.c'], { a: 'x' })).toEqual(['x', '']);
    expect(keyOf(['a', 'b.c'], { a: null })).toEqual([]);
    expect(keyOf([], { a: 1 })).toEqual([]);
  });

  it('is named with its place and what it saw, and says how bad it is and where it goes', () => {
    const made = ruleIn('detection', {
      'detect/root.yml': `# us\n${aDetectionText}description: Look at it.\npage: low\n`,
    });
    const alert = alertOfEvent(made, anAwsEvent({ userIdentity: { type: 'Root' } }));
    expect(alert).toMatchObject({
      type: 'root-used',
      title: 'Root was used',
      description: 'Look at it.',
      nativeSeverity: 'high',
    });
    expect(alert.rule).toEqual({
      id: 'root-used',
      path: 'detect/root.yml',
      line: 2,
      key: [],
      values: [{ field: 'userIdentity.type', value: 'Root' }],
      routing: { page: 'low' },
    });
  });

  it('hostile values are bounded, kept on one line and never a name of ours', () => {
    const evil = `\u202E\n<!channel> ${'x'.repeat(1_000_000)}`;
    const identity = JSON.parse(`{"__proto__": {"arn": "p"}, "arn": ${JSON.stringify(evil)}}`) as JsonObject;
    const record: JsonObject = {
      eventName: evil,
      userIdentity: identity,
      requestParameters: { bucketName: evil },
      userAgent: evil,
    };
    const made = ruleIn('detection', {
      'detect/a.yml': aDetectionText.replace('userIdentity.type: Root', 'userIdentity.arn: "*channel*"'),
    });
    const alert = boundAlert(alertOfEvent({ ...made, key: ['eventName'] }, anAwsEvent(record)));
    expect(JSON.stringify(alert).length).toBeLessThan(20_000);
    expect(alert.facts.every(({ value }) => value.length <= 500 && !/[\n\u202E]/.test(value))).toBe(true);
    expect(alert.rule?.values).toMatchObject([{ field: 'userIdentity.arn' }]);
    expect(alert.rule?.key[0]).toMatch(/#[0-9a-f]{32}$/);
    const deep = JSON.parse(`${'{"requestParameters":'.repeat(200)}{}${'}'.repeat(200)}`) as JsonObject;
    expect(resourceOf(anAwsEvent(deep)).type).toBe('Account');
  });
});
