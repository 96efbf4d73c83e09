import type { Json } from '#core/json.ts';
import { defaultLimits } from '../reading/limits.ts';
import { isObject } from '../reading/objects.ts';
import type { JsonObject } from '../reading/objects.ts';
import { parseOneJson } from '../reading/parse-json.ts';

/** A finding with what came beside it, or why there is none. */
export type Opened = { finding: Json; resource: Json; publishedAt: Json } | { problem: string };

/**
 * The finding in its envelope: a Pub/Sub push or pull message (the notification in base64 under `message.data`), the
 * notification or list entry `{finding, resource}`, or the bare finding.
 */
export function openEnvelope(value: Json): Opened {
  if (!isObject(value)) return { problem: 'not an object' };
  const { message } = value;
  if (isObject(message) && 'data' in message) return openMessage(message);
  if ('finding' in value)
    return { finding: value['finding'] ?? null, resource: value['resource'] ?? null, publishedAt: null };
  return { finding: value, resource: null, publishedAt: null };
}

function openMessage(message: JsonObject): Opened {
  const { data } = message;
  if (typeof data !== 'string') return { problem: 'message.data is not text' };
  const parsed = parseOneJson(Buffer.from(data, 'base64').toString('utf8'), defaultLimits);
  if ('problem' in parsed) return { problem: `message.data is not base64 of JSON: ${parsed.problem}` };
  if (isObject(parsed.value) && 'message' in parsed.value) return { problem: 'message.data holds another message' };
  const inner = openEnvelope(parsed.value);
  return 'problem' in inner
    ? inner
    : { ...inner, publishedAt: message['publishTime'] ?? message['publish_time'] ?? null };
}

/** Strict: the finding has a category, and names itself or its state in Security Command Center's way. */
export function holdsFinding(value: Json): boolean {
  const opened = openEnvelope(value);
  if ('problem' in opened || !isObject(opened.finding)) return false;
  const { category, name, state } = opened.finding;
  if (typeof category !== 'string') return false;
  if (typeof name === 'string') return /^(organizations|folders|projects)\/[^/]+\/sources\/.*\/findings\//.test(name);
  return opened.finding !== value && (state === 'ACTIVE' || state === 'INACTIVE');
}
