import type { JsonObject } from '#core/json.ts';
import { defaultLimits } from './limits.ts';
import { isObject } from './objects.ts';
import { parseOneJson } from './parse-json.ts';

/**
 * The JSON object inside a notification of Amazon SNS; undefined when the value is no notification, or one of something
 * else, e.g. of another notification.
 */
export function openNotification(value: JsonObject): JsonObject | undefined {
  const { Type: type, Message: message } = value;
  if (type !== 'Notification' || typeof message !== 'string') return undefined;
  const parsed = parseOneJson(message, defaultLimits);
  if ('problem' in parsed || !isObject(parsed.value)) return undefined;
  return parsed.value['Type'] === undefined ? parsed.value : undefined;
}
