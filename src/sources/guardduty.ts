import type { Alert } from '#core/alert.ts';
import type { Json } from '#core/json.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { guarddutyFacts } from './guardduty/facts-of.ts';
import { findingSchema } from './guardduty/finding.ts';
import type { Finding } from './guardduty/finding.ts';
import { resourceOf } from './guardduty/resource-of.ts';
import { consoleOf } from './reading/aws-console.ts';
import { elementsIn } from './reading/elements-in.ts';
import { firstInstant } from './reading/instant-of.ts';
import { hasEarly, isObject } from './reading/objects.ts';
import { rejectOf } from './reading/reject-of.ts';
import { lowerFirst, renameKeys } from './reading/rename-keys.ts';
import { openNotification } from './reading/sns.ts';

/**
 * Amazon GuardDuty: the S3 export (JSON lines), EventBridge events, also wrapped by SNS, the answer of `GetFindings`, and
 * lists of any of these.
 */
export const guardduty = {
  name: 'guardduty',
  recognises(value: Json): boolean {
    const elements = elementsOf(value);
    if (elements !== undefined) return hasEarly(elements, isOne);
    return isOne(value);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    for (const [index, element] of (elementsOf(value) ?? [value]).entries()) yield readOne(element, index, about);
  },
} satisfies Source;

function elementsOf(value: Json): Json[] | undefined {
  return elementsIn(value, 'Findings', 'findings');
}

/** Strict, for Security Hub and other products send findings and events of nearly the same shape. */
function isOne(value: Json): boolean {
  const finding = unwrap(value);
  if (!isObject(finding)) return false;
  const { arn, service, accountId } = finding;
  if (isObject(service) && service['serviceName'] === 'guardduty') return true;
  return typeof arn === 'string' && isFindingArn(arn) && accountId !== undefined;
}

/** Anchored and without a wildcard over colons: an `arn` can be as long as a file. */
function isFindingArn(arn: string): boolean {
  return /^arn:[^:/]{1,40}:guardduty:[^:/]{0,40}:[^:/]{0,40}:detector\/[^/]{1,200}\/finding\//.test(arn);
}

/** The finding inside its envelopes, in camelCase; whatever it is when it is no finding. */
function unwrap(value: Json): Json {
  if (!isObject(value)) return value;
  const notified = openNotification(value);
  if (notified !== undefined) return unwrap(notified);
  if (value['detail-type'] === 'GuardDuty Finding' && isObject(value['detail'])) {
    const { account, region, time } = value;
    const known = Object.entries({ accountId: account, region, createdAt: time }).filter(
      ([, each]) => each !== undefined,
    );
    return { ...(Object.fromEntries(known) as { [key: string]: Json }), ...value['detail'] };
  }
  return 'AccountId' in value ? renameKeys(value, lowerFirst) : value;
}

function readOne(element: Json, index: number, about: FileInfo): Read {
  const finding = unwrap(element);
  if (isObject(finding) && typeof finding['detail-type'] === 'string') {
    return { reject: { index, reason: `an event "${finding['detail-type'].slice(0, 80)}", no GuardDuty finding` } };
  }
  const parsed = findingSchema.safeParse(finding);
  if (!parsed.success) return rejectOf('GuardDuty finding', parsed.error, index);
  const update = isObject(finding) ? { update: finding } : {};
  return { record: { kind: 'alert', alert: alertOf(parsed.data, about), ...update } };
}

function alertOf(finding: Finding, about: FileInfo): Alert {
  const { service } = finding;
  return {
    source: 'guardduty',
    id: finding.id,
    type: finding.type,
    title: finding.title ?? finding.type,
    ...(finding.description === undefined ? {} : { description: finding.description }),
    provider: 'aws',
    account: finding.accountId,
    ...(finding.region === undefined ? {} : { region: finding.region }),
    resource: resourceOf(finding),
    at: firstInstant([finding.updatedAt, service?.eventLastSeen, finding.createdAt], about.receivedAt),
    nativeSeverity: finding.severity ?? 'UNSPECIFIED',
    facts: guarddutyFacts(finding),
    ...consoleOf(finding)('guardduty', `/findings?search=id%3D${encodeURIComponent(finding.id)}`),
    // somebody archived it in GuardDuty, by hand or by a suppression rule
    ...(service?.archived === true ? { ended: 'expected' as const } : {}),
  };
}
