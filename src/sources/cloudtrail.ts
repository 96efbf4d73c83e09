import type { AuditEvent } from '#core/audit-event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { cutRecords } from './cloudtrail/cut-records.ts';
import { isDigest, openRecord } from './cloudtrail/envelope.ts';
import type { Opened } from './cloudtrail/envelope.ts';
import { hashOf } from './reading/hash-of.ts';
import { firstInstant } from './reading/instant-of.ts';
import { hasEarly, isObject, objectOf, textOf } from './reading/objects.ts';

/**
 * AWS CloudTrail: log files as they lie in S3 (`{"Records": […]}`), lists and JSON lines of records, and EventBridge events,
 * also wrapped by SNS. Digest files, which lie beside the logs, hold no records. The fields of a record:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const cloudtrail = {
  name: 'cloudtrail',
  recognises(value: Json): boolean {
    const records = recordsOf(value);
    return records === undefined ? isOne(value) || isDigest(value) : hasEarly(records, isOne);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    if (isDigest(value)) return;
    const records = recordsOf(value) ?? [value];
    for (let index = 0; index < records.length; index += 1) yield readOne(records[index] ?? null, index, about);
  },
  cut: cutRecords,
} satisfies Source;

function recordsOf(value: Json): Json[] | undefined {
  if (Array.isArray(value)) return value;
  const list = isObject(value) ? value['Records'] : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** Strict: S3 sends its own events as `Records` with an `eventSource` and an `eventName` too. */
function isOne(value: Json): boolean {
  const { record, envelope } = openRecord(value);
  if (!isObject(record)) return false;
  if (envelope !== undefined) return true;
  const { eventSource, eventVersion, eventTime, eventID, userIdentity } = record;
  if (typeof eventVersion !== 'string' || typeof eventTime !== 'string') return false;
  if (isInsight(record)) return true;
  return (
    typeof eventSource === 'string' &&
    !eventSource.startsWith('aws:') &&
    (typeof eventID === 'string' || isObject(userIdentity))
  );
}

/** The name of the call that is unusual stands inside. */
function isInsight({ eventCategory, insightDetails }: JsonObject): boolean {
  return eventCategory === 'Insight' || isObject(insightDetails);
}

function readOne(element: Json, index: number, about: FileInfo): Read {
  const opened = openRecord(element);
  const { record } = opened;
  if (!isObject(record)) return { reject: { index, reason: 'no CloudTrail record: not an object' } };
  if (textOf(record['eventName']) === undefined && textOf(record['eventSource']) === undefined && !isInsight(record)) {
    return { reject: { index, reason: `no CloudTrail record: ${whatElse(record)}` } };
  }
  return { record: { kind: 'event', event: eventOf(record, opened.envelope, about) } };
}

function whatElse(record: JsonObject): string {
  const kind = textOf(record['detail-type']);
  return kind === undefined ? 'neither eventName nor eventSource' : `an event "${kind.slice(0, 80)}"`;
}

function eventOf(record: JsonObject, envelope: Opened['envelope'], about: FileInfo): AuditEvent {
  const region = textOf(record['awsRegion']) ?? textOf(envelope?.['region']);
  return {
    source: 'cloudtrail',
    id: idOf(record),
    at: firstInstant([textOf(record['eventTime']), textOf(envelope?.['time'])], about.receivedAt),
    provider: 'aws',
    account: accountOf(record) ?? textOf(envelope?.['account']) ?? 'unknown',
    ...(region === undefined ? {} : { region }),
    logsource: { product: 'aws', service: 'cloudtrail' },
    record,
  };
}

const longestId = 128;

function idOf(record: JsonObject): string {
  const { eventID } = record;
  return typeof eventID === 'string' && eventID !== '' && eventID.length <= longestId ? eventID : hashOf(record);
}

/** Whom it happened to; who did it may be of another account. */
function accountOf(record: JsonObject): string | undefined {
  return textOf(record['recipientAccountId']) ?? textOf(objectOf(record['userIdentity'])['accountId']);
}
