import type { Alert, Fact } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import { factsFrom, textAt } from './texts.ts';

/** What the call is about: `protoPayload.resourceName`, as `//service/…` as Cloud Asset Inventory writes it. */
export function gcpResource({ record }: AuditEvent): Alert['resource'] | undefined {
  const name = textAt(record, 'protoPayload.resourceName');
  if (name === undefined) return undefined;
  const service = textAt(record, 'protoPayload.serviceName');
  const id = name.startsWith('//') || service === undefined ? name : `//${service}/${name}`;
  const type = textAt(record, 'resource.type') ?? 'Google Cloud resource';
  return { id, type, name: name.split('/').at(-1) ?? name };
}

/** Who did what from where, and whether it went through. */
export function gcpFacts(record: JsonObject): Fact[] {
  return factsFrom(record, [
    ['Who', ['protoPayload.authenticationInfo.principalEmail', 'protoPayload.authenticationInfo.principalSubject']],
    ['Call', ['protoPayload.methodName']],
    ['From', ['protoPayload.requestMetadata.callerIp']],
    ['User agent', ['protoPayload.requestMetadata.callerSuppliedUserAgent']],
    ['Key', ['protoPayload.authenticationInfo.serviceAccountKeyName']],
    ['Error', ['protoPayload.status.message', 'protoPayload.status.code']],
  ]);
}

/** The entry in the Logs Explorer. */
export function gcpUrl({ account, record }: AuditEvent): string | undefined {
  const id = textAt(record, 'insertId');
  if (id === undefined || !/^[a-z0-9.:-]{1,100}$/.test(account)) return undefined;
  const query = encodeURIComponent(`insertId="${id.replaceAll(/["\\]/g, '')}"`);
  return `https://console.cloud.google.com/logs/query;query=${query}?project=${encodeURIComponent(account)}`;
}
