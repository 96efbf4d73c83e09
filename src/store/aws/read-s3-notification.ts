import { z } from 'zod';
import type { Instant, Json } from '#core/json.ts';

/** A file that S3 says was saved. */
export interface SavedObject {
  bucket: string;
  key: string;
  /** Only in a versioned bucket. */
  versionId?: string;
  /** When it was saved, as S3 says. */
  savedAt?: Instant;
}

const aRecord = z.object({
  eventSource: z.literal('aws:s3'),
  eventName: z.string(),
  eventTime: z.string().optional(),
  s3: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1), versionId: z.string().optional() }),
  }),
});
const direct = z.object({ Records: z.array(aRecord) });
const test = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') });
const throughSns = z.object({ Type: z.literal('Notification'), TopicArn: z.string(), Message: z.string() });
const throughEventBridge = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  time: z.string().optional(),
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1), 'version-id': z.string().optional() }),
  }),
});

/**
 * The objects that a message from S3 announces, whether it came directly, through SNS or through EventBridge; none for
 * S3's test message, for other events than a creation, and for the empty objects that stand for folders. Undefined
 * when it is no message of S3.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function readS3Notification(body: Json): SavedObject[] | undefined {
  const sns = throughSns.safeParse(body);
  const inner = sns.success ? parse(sns.data.Message) : body;
  if (test.safeParse(inner).success) return [];
  return (readDirect(inner) ?? readEventBridge(inner))?.filter(({ key }) => !key.endsWith('/'));
}

function readDirect(body: unknown): SavedObject[] | undefined {
  const message = direct.safeParse(body);
  if (!message.success) return undefined;
  const saved: SavedObject[] = [];
  for (const { eventName, eventTime, s3 } of message.data.Records) {
    const key = decodeKey(s3.object.key);
    // One that cannot be read makes the whole message unreadable: told to a person, it is not lost among the others.
    if (key === undefined) return undefined;
    if (eventName.startsWith('ObjectCreated:')) {
      saved.push(savedObject(s3.bucket.name, key, s3.object.versionId, eventTime));
    }
  }
  return saved;
}

function readEventBridge(body: unknown): SavedObject[] | undefined {
  const message = throughEventBridge.safeParse(body);
  if (!message.success) return undefined;
  if (message.data['detail-type'] !== 'Object Created') return [];
  const { bucket, object } = message.data.detail;
  // Here the key is not encoded.
  return [savedObject(bucket.name, object.key, object['version-id'], message.data.time)];
}

function savedObject(
  bucket: string,
  key: string,
  versionId: string | undefined,
  time: string | undefined,
): SavedObject {
  const ms = Date.parse(time ?? '');
  return {
    bucket,
    key,
    ...(versionId === undefined ? {} : { versionId }),
    ...(Number.isNaN(ms) ? {} : { savedAt: new Date(ms).toISOString() }),
  };
}

/** Keys are encoded as in a form: `+` is a space, everything else is percent-encoded UTF-8. */
function decodeKey(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
