import type { Json, JsonObject } from '#core/json.ts';
import { defaultLimits } from './limits.ts';
import { isObject } from './objects.ts';
import { parseOneJson } from './parse-json.ts';

/** What a message of Google Pub/Sub carries, or why it carries nothing. */
export type Carried = { value: Json; publishedAt: Json } | { problem: string };

/**
 * Opens a Pub/Sub push or pull envelope: JSON in base64 under `message.data`. Any other value is given back as it is.
 * An envelope in an envelope is a problem: nobody sends one, and each would cost another parsing.
 */
export function openPubsub(value: Json): Carried {
  if (!isObject(value)) return { value, publishedAt: null };
  const { message } = value;
  return isObject(message) && 'data' in message ? openMessage(message) : { value, publishedAt: null };
}

function openMessage(message: JsonObject): Carried {
  const { data } = message;
  if (typeof data !== 'string') return { problem: 'message.data is not text' };
  const parsed = parseOneJson(Buffer.from(data, 'base64').toString('utf8'), defaultLimits);
  if ('problem' in parsed) return { problem: `message.data is not base64 of JSON: ${parsed.problem}` };
  if (isObject(parsed.value) && 'message' in parsed.value) return { problem: 'message.data holds another message' };
  return { value: parsed.value, publishedAt: message['publishTime'] ?? message['publish_time'] ?? null };
}
