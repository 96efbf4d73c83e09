import { z } from 'zod';
import type { Json, JsonObject } from '#core/json.ts';
import { text } from '../reading/lenient.ts';
import { isObject } from '../reading/objects.ts';
import { openNotification } from '../reading/sns.ts';

/** The fields of a configuration item that Irene uses; the answers of the API write some of them in another way. */
export const itemSchema = z.object({
  resourceType: z.string().min(1),
  resourceId: z.string().min(1),
  resourceName: text,
  ARN: text,
  arn: text,
  awsAccountId: text,
  accountId: text,
  awsRegion: text,
  configurationItemStatus: text,
  configurationItemCaptureTime: text,
  resourceCreationTime: text,
  configuration: z.unknown().optional(),
  supplementaryConfiguration: z.unknown().optional(),
  tags: z.unknown().optional(),
});

export type Item = z.output<typeof itemSchema>;

/** The item in a change notification, of SNS or of EventBridge, or whatever the value is; or why there is none. */
export function openItem(value: Json): { item: Json; problem?: string } {
  if (!isObject(value)) return { item: value };
  const event = openNotification(value) ?? value;
  const { 'detail-type': kind, detail } = event;
  if (typeof kind !== 'string') return fromNotification(event);
  if (isObject(detail) && detail['messageType'] === 'ConfigurationItemChangeNotification')
    return fromNotification(detail);
  return isObject(detail) && 'configurationItemSummary' in detail
    ? fromNotification(detail)
    : { item: null, problem: `an event "${kind.slice(0, 80)}"` };
}

function fromNotification(message: JsonObject): { item: Json; problem?: string } {
  const { configurationItem: item, configurationItemSummary: summary, messageType: type } = message;
  if (item !== undefined && item !== null) return { item };
  if (isObject(summary)) return { item: null, problem: 'it is too large for the notification and lies in S3' };
  if (typeof type === 'string') return { item: null, problem: `a message "${type.slice(0, 80)}"` };
  return { item: message };
}
