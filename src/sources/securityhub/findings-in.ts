import type { Json } from '#core/json.ts';
import { isObject } from '../reading/objects.ts';
import { openNotification } from '../reading/sns.ts';

/** Findings that came together, or why there are none. */
export type Found = { findings: Json[] } | { problem: string };

const kinds = new Set(['Security Hub Findings - Imported', 'Security Hub Findings - Custom Action']);

/** The findings of an EventBridge event (one or many), also inside a notification of SNS; else the value is a finding itself. */
export function findingsIn(value: Json): Found {
  if (!isObject(value)) return { findings: [value] };
  const event = openNotification(value) ?? value;
  const { 'detail-type': kind, detail } = event;
  if (typeof kind !== 'string') return { findings: [event] };
  if (!kinds.has(kind)) return { problem: `an event "${kind.slice(0, 80)}"` };
  const findings = isObject(detail) ? detail['findings'] : undefined;
  return Array.isArray(findings) && findings.length > 0 ? { findings } : { problem: 'an event without findings' };
}

/** Strict: a finding in the AWS Security Finding Format, of whichever product. */
export function isFinding(value: Json): boolean {
  if (!isObject(value)) return false;
  const { SchemaVersion: version, ProductArn: product, AwsAccountId: account } = value;
  return version === '2018-10-08' && typeof account === 'string' && typeof product === 'string' && isProduct(product);
}

function isProduct(arn: string): boolean {
  return /^arn:[^:]{1,40}:securityhub:[^:]{0,40}:[^:]{0,40}:product\//.test(arn);
}
