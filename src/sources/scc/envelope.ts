import type { Json } from '#core/json.ts';
import { isObject } from '../reading/objects.ts';
import { openPubsub } from '../reading/pubsub.ts';

/** A finding with what came beside it, or why there is none. */
export type Opened = { finding: Json; resource: Json; publishedAt: Json } | { problem: string };

/**
 * The finding in its envelope: a Pub/Sub push or pull message (the notification in base64 under `message.data`), the
 * notification or list entry `{finding, resource}`, or the bare finding.
 */
export function openEnvelope(value: Json): Opened {
  const carried = openPubsub(value);
  if ('problem' in carried) return carried;
  const { value: inner, publishedAt } = carried;
  if (!isObject(inner)) return { problem: 'not an object' };
  if (!('finding' in inner)) return { finding: inner, resource: null, publishedAt };
  return { finding: inner['finding'] ?? null, resource: inner['resource'] ?? null, publishedAt };
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
