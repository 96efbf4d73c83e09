import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/json.ts';
import { createEventMatcher } from '#rules/detection/create-event-matcher.ts';
import { fieldMapOf } from '#rules/detection/field-map.ts';
import { hasSharedData } from '#test/shared-data.ts';
import { anEvent } from './a-rule.ts';
import { detect, isMatch } from './detect.ts';
import { sigmaRules } from './sigma-rules.ts';

const fieldMap = fieldMapOf({ product: 'gcp', service: 'gcp.audit' })!;
const record: JsonObject = {
  logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
  resource: { type: 'gcs_bucket', labels: { bucket_name: 'b' } },
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: 'storage.googleapis.com',
    methodName: 'storage.buckets.delete',
    authenticationInfo: { principalEmail: 'a@example.com' },
    requestMetadata: { callerIp: '192.0.2.1', callerSuppliedUserAgent: 'gcloud' },
    authorizationInfo: [{ permission: 'storage.buckets.delete', granted: true }],
    metadata: {
      event: [
        {
          eventName: 'CHANGE_SETTING',
          parameter: [
            { name: 'NEW_VALUE', value: 'false' },
            { name: 'login_challenge_method', multiStrValue: ['password', 'x'] },
            { name: 'is_suspicious', boolValue: true },
          ],
        },
      ],
    },
  },
};

test.each<[string, string]>([
  ['gcp.audit.method_name', 'storage.buckets.delete'],
  ['data.protoPayload.methodName', 'storage.buckets.delete'],
  ['protoPayload.methodName', 'storage.buckets.delete'],
  ['protoPayload.MethodName', 'storage.buckets.delete'],
  ['protoPayload.Servicename', 'storage.googleapis.com'],
  ['protopayload.servicename', 'storage.googleapis.com'],
  ['gcp.audit.service_name', 'storage.googleapis.com'],
  ['gcp.audit.authentication_info.principal_email', 'a@example.com'],
  ['gcp.audit.request_metadata.caller_ip', '192.0.2.1'],
  ['gcp.audit.request_metadata.caller_supplied_user_agent', 'gcloud'],
  ['gcp.audit.authorization_info.permission', 'storage.buckets.delete'],
  ['data.protoPayload.authorizationInfo.granted', 'true'],
  ['gcp.audit.type', 'type.googleapis.com/google.cloud.audit.AuditLog'],
  ['data.protoPayload.resource.type', 'gcs_bucket'],
  ['data.protoPayload.logName', 'projects/p/logs/cloudaudit.googleapis.com%2Factivity'],
  ['data.resource.labels.bucket_name', 'b'],
  ['logname', 'projects/p/logs/cloudaudit.googleapis.com%2Factivity'],
  ['eventService', 'storage.googleapis.com'],
  ['eventName', 'change_setting'],
  ['protoPayload.metadata.event.eventname', 'change_setting'],
  ['new_value', 'false'],
  ['NEW_VALUE', 'false'],
  ['login_challenge_method', 'password'],
  ['is_suspicious', 'true'],
])('%s of a rule is found in a raw record of Google', (field, value) => {
  expect(isMatch({ [field]: value }, record, { fieldMap })).toBe(true);
  expect(isMatch({ [field]: null }, record, { fieldMap })).toBe(false);
  expect(isMatch({ [field]: 'something else' }, record, { fieldMap })).toBe(false);
});

test('a record that already has the names of the rule is taken at its word', () => {
  const shipped = { 'gcp.audit.method_name': 'x', protoPayload: { methodName: 'y' } };
  expect(isMatch({ 'gcp.audit.method_name': 'x' }, shipped, { fieldMap })).toBe(true);
  expect(isMatch({ 'gcp.audit.method_name': 'y' }, shipped, { fieldMap })).toBe(false);
});

test('a field is absent only when it is in none of its places', () => {
  expect(isMatch({ 'gcp.audit.method_name': null }, {}, { fieldMap })).toBe(true);
  expect(isMatch({ old_value: null }, record, { fieldMap })).toBe(true);
  expect(isMatch({ old_value: 'x' }, record, { fieldMap })).toBe(false);
});

test('names that every object inherits are names like others', () => {
  expect(
    isMatch(
      { constructor: 'x', 'protoPayload.toString': 'y' },
      { constructor: 'x', protoPayload: { toString: 'y' } },
      { fieldMap },
    ),
  ).toBe(true);
  expect(isMatch({ 'valueOf|exists': true }, {}, { fieldMap })).toBe(false);
});

test('within the elements of a list, names are as they are', () => {
  const selection = { 'gcp.audit.authorization_info[any]': { permission: 'storage.buckets.delete', granted: 'true' } };
  expect(isMatch(selection, record, { fieldMap })).toBe(true);
});

test('the fields that are told are those of the raw record', () => {
  const { fields } = detect({ s: { 'gcp.audit.method_name': 'x', new_value: 'y' }, condition: 's' }, { fieldMap });
  expect(fields.map(({ field }) => field)).toEqual([
    'protoPayload.methodName',
    'protoPayload.metadata.event.parameter',
  ]);
});

test('rules about AWS name fields as the records do', () => {
  expect(fieldMapOf({ product: 'aws', service: 'cloudtrail' })).toBeUndefined();
  expect(fieldMapOf({ product: 'GCP', service: 'google_workspace.login' })).toBeDefined();
});

describe.skipIf(!hasSharedData)('the rules of SigmaHQ', () => {
  test('load, all 57 for AWS and all 26 for Google', () => {
    expect(sigmaRules('aws')).toHaveLength(57);
    expect(sigmaRules('gcp')).toHaveLength(26);
  });

  test('fire on raw audit entries of Google', () => {
    const rules = sigmaRules('gcp');
    const matcher = createEventMatcher(rules.map(({ rule }) => rule));
    const logsource = { product: 'gcp', service: 'gcp.audit' };
    const filesFor = (raw: JsonObject): string[] =>
      matcher
        .match(anEvent(raw, logsource))
        .map(({ id }) => rules.find(({ rule }) => rule.id === id)?.file.replace(/^.*\//, '') ?? '');
    const method = (methodName: string): JsonObject => ({ protoPayload: { methodName } });
    const workspace = (serviceName: string, eventName: string, parameter: JsonObject[] = []): JsonObject => ({
      protoPayload: { serviceName, metadata: { event: [{ eventName, parameter }] } },
    });
    expect(filesFor(method('v1.compute.firewalls.insert'))).toEqual(['gcp_firewall_rule_modified_or_deleted.yml']);
    expect(filesFor(method('storage.buckets.delete'))).toEqual(['gcp_bucket_modified_or_deleted.yml']);
    expect(filesFor(workspace('login.googleapis.com', 'suspicious_login'))).toHaveLength(1);
    expect(filesFor(workspace('login.googleapis.com', 'gov_attack_warning'))).toHaveLength(1);
    const off = [{ name: 'NEW_VALUE', value: 'false' }];
    expect(filesFor(workspace('admin.googleapis.com', 'ENFORCE_STRONG_AUTHENTICATION', off))).toHaveLength(1);
    expect(filesFor(workspace('admin.googleapis.com', 'ENFORCE_STRONG_AUTHENTICATION'))).toEqual([]);
  });
});
