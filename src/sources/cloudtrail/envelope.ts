import type { Json, JsonObject } from '#core/json.ts';
import { isObject } from '../reading/objects.ts';
import { openNotification } from '../reading/sns.ts';

/** A record, and the EventBridge event that brought it. */
export interface Opened {
  record: Json;
  envelope?: JsonObject;
}

/** The record inside an EventBridge event, or whatever the value is; both also inside a notification of SNS. */
export function openRecord(value: Json): Opened {
  if (!isObject(value)) return { record: value };
  const inner = openNotification(value) ?? value;
  const { 'detail-type': kind, detail } = inner;
  if (isObject(detail) && typeof kind === 'string' && kind.endsWith(' via CloudTrail')) {
    return { record: detail, envelope: inner };
  }
  return { record: inner };
}

/**
 * Digest files prove that no log file was changed. They lie in the same bucket and hold no records.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function isDigest(value: Json): boolean {
  if (!isObject(value)) return false;
  const { digestStartTime, digestS3Bucket, logFiles } = value;
  return typeof digestStartTime === 'string' && typeof digestS3Bucket === 'string' && Array.isArray(logFiles);
}
