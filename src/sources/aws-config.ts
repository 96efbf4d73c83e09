import type { Json } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { configOf } from './aws-config/config-of.ts';
import { itemSchema, openItem } from './aws-config/item.ts';
import type { Item } from './aws-config/item.ts';
import { resourceTypeOf } from './aws-config/resource-type-of.ts';
import { elementsIn } from './reading/elements-in.ts';
import { firstInstant } from './reading/instant-of.ts';
import { hasEarly, isObject, textOf } from './reading/objects.ts';
import { rejectOf } from './reading/reject-of.ts';

/**
 * AWS Config: snapshot and history files (`{"configurationItems": […]}`), the answer of `GetResourceConfigHistory`, change
 * notifications of SNS and EventBridge, lists and JSON lines.
 * https://docs.aws.amazon.com/config/latest/developerguide/config-item-table.html
 */
export const awsConfig = {
  name: 'aws-config',
  recognises(value: Json): boolean {
    const elements = elementsOf(value);
    return elements === undefined ? isOne(value) : hasEarly(elements, isOne);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    for (const [index, element] of (elementsOf(value) ?? [value]).entries()) yield readOne(element, index, about);
  },
} satisfies Source;

function elementsOf(value: Json): Json[] | undefined {
  return elementsIn(value, 'configurationItems');
}

function isOne(value: Json): boolean {
  const { item } = openItem(value);
  if (!isObject(item)) return false;
  const { resourceType, configurationItemStatus: status, configurationItemCaptureTime: time } = item;
  return (
    typeof resourceType === 'string' &&
    /^[A-Z][A-Za-z]*::/.test(resourceType) &&
    (typeof status === 'string' || typeof time === 'string')
  );
}

function readOne(element: Json, index: number, about: FileInfo): Read {
  const { item, problem } = openItem(element);
  if (problem !== undefined) return { reject: { index, reason: `no configuration item: ${problem}` } };
  const parsed = itemSchema.safeParse(item);
  if (!parsed.success) return rejectOf('configuration item', parsed.error, index);
  const { configurationItemStatus: status } = parsed.data;
  const deleted = status === 'ResourceDeleted' || status === 'ResourceDeletedNotRecorded';
  const config = deleted ? {} : configOf(parsed.data);
  if (config === undefined || !isObject(item)) {
    return { reject: { index, reason: `a configuration item without a configuration (${status ?? 'no status'})` } };
  }
  return {
    record: { kind: 'resource', snapshot: { ...snapshotOf(parsed.data, about), deleted, config }, update: item },
  };
}

function snapshotOf(item: Item, about: FileInfo): Omit<ResourceSnapshot, 'deleted' | 'config'> {
  const { awsRegion: region, resourceId, resourceName } = item;
  const arn = item.ARN ?? item.arn;
  return {
    source: 'aws-config',
    provider: 'aws',
    account: item.awsAccountId ?? item.accountId ?? textOf(arn?.split(':')[4]) ?? 'unknown',
    // of IAM and the like Config says `global`
    ...(region === undefined || region === 'global' ? {} : { region }),
    resource: {
      id: arn ?? resourceId,
      type: resourceTypeOf(item.resourceType),
      name: resourceName ?? resourceId,
    },
    at: firstInstant([item.configurationItemCaptureTime, item.resourceCreationTime], about.receivedAt),
    // how users sign in stands in the credential report
    ...(item.resourceType === 'AWS::IAM::User' ? { isPartial: true as const } : {}),
  };
}
