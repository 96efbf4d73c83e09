import type { AuditEvent } from '#core/audit-event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { accountOf, regionOf } from './gcp-audit/place-of.ts';
import { hashOf } from './reading/hash-of.ts';
import { firstInstant } from './reading/instant-of.ts';
import { hasEarly, isObject, objectOf, textOf } from './reading/objects.ts';
import { openPubsub } from './reading/pubsub.ts';

/**
 * Google Cloud audit logs: entries of Cloud Logging as sinks write them (JSON lines in Storage, Pub/Sub messages), the answer
 * of `entries.list`, and the output of `gcloud logging read`. The fields of an entry:
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
export const gcpAudit = {
  name: 'gcp-audit',
  recognises(value: Json): boolean {
    const entries = entriesOf(value);
    return entries === undefined ? isOne(value) : hasEarly(entries, isOne);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    for (const [index, element] of (entriesOf(value) ?? [value]).entries()) yield readOne(element, index, about);
  },
} satisfies Source;

function entriesOf(value: Json): Json[] | undefined {
  if (Array.isArray(value)) return value;
  const list = isObject(value) ? (value['entries'] ?? value['receivedMessages']) : undefined;
  return Array.isArray(list) ? list : undefined;
}

function isOne(value: Json): boolean {
  const carried = openPubsub(value);
  return 'value' in carried && isObject(carried.value) && isAuditEntry(carried.value);
}

/** Entries of other logs have a `protoPayload` too; those of App Engine, for one. */
function isAuditEntry({ protoPayload, logName }: JsonObject): boolean {
  if (!isObject(protoPayload)) return false;
  const { '@type': type, serviceName, methodName } = protoPayload;
  if (typeof type === 'string') return type.endsWith('/google.cloud.audit.AuditLog');
  if (typeof logName === 'string' && /\/logs\/cloudaudit\.googleapis\.com(?:%2F|\/)/i.test(logName)) return true;
  return typeof serviceName === 'string' && typeof methodName === 'string';
}

function readOne(element: Json, index: number, about: FileInfo): Read {
  const carried = openPubsub(element);
  const problem = 'problem' in carried ? carried.problem : problemOf(carried.value);
  if ('problem' in carried || !isObject(carried.value) || problem !== undefined) {
    return { reject: { index, reason: `no entry of an audit log: ${problem ?? 'not an object'}` } };
  }
  return { record: { kind: 'event', event: eventOf(carried.value, carried.publishedAt, about) } };
}

function problemOf(entry: Json): string | undefined {
  if (!isObject(entry)) return 'not an object';
  if (isAuditEntry(entry)) return undefined;
  const log = textOf(entry['logName']);
  return log === undefined ? 'without a protoPayload of AuditLog' : `an entry of ${log.slice(0, 200)}`;
}

function eventOf(entry: JsonObject, publishedAt: Json, about: FileInfo): AuditEvent {
  const payload = objectOf(entry['protoPayload']);
  const region = regionOf(entry);
  const times = [textOf(entry['timestamp']), textOf(entry['receiveTimestamp']), textOf(publishedAt)];
  return {
    source: 'gcp-audit',
    id: idOf(entry, payload),
    at: firstInstant(times, about.receivedAt),
    provider: 'gcp',
    account: accountOf(entry, payload),
    ...(region === undefined ? {} : { region }),
    // also of Google Workspace: rules for its logs are asked of these
    logsource: { product: 'gcp', service: 'gcp.audit' },
    record: entry,
  };
}

const longestId = 1000;

/**
 * Of a long operation there are two entries, when it begins and when it ends: they are one event. Any other entry is known
 * by insertId, timestamp and log together, as Cloud Logging itself knows it.
 */
function idOf(entry: JsonObject, payload: JsonObject): string {
  const { id, producer, first, last } = objectOf(entry['operation']);
  const isOneOfTwo = typeof id === 'string' && id !== '' && (first === true || last === true);
  const parts = isOneOfTwo
    ? ['operation', producer, id, payload['methodName']]
    : [entry['logName'], entry['timestamp'], entry['insertId']];
  const isKnown = isOneOfTwo || textOf(entry['insertId']) !== undefined;
  const name = parts.map((part) => textOf(part) ?? '').join(' ');
  return isKnown && name.length <= longestId ? name : hashOf(entry);
}
