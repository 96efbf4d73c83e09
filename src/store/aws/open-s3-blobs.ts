import { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { BlobInfo, Blobs } from '#core/blobs.ts';
import { TemporaryFailure } from '#core/errors.ts';
import type { Page } from '#core/table.ts';
import { checkBlobKey } from '../check-blob-key.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import { askAws } from './aws-failure.ts';

interface S3Place {
  client: S3Client;
  bucket: string;
}

/** Parts of 5 MB that one put holds in memory at a time. */
const partsAtOnce = 2;

/**
 * Blobs as objects of one bucket, under their own keys. Without `s3:ListBucket` S3 answers 403 instead of 404 for a
 * key that is not there, and `get` throws.
 */
export function openS3Blobs(place: S3Place): Blobs {
  return {
    put: async (key, bytes) => {
      // Before anything is awaited: a stream that breaks while nobody listens would end the process.
      if (bytes instanceof Readable) bytes.on('error', () => {});
      try {
        checkBlobKey(key);
        await askAws('S3', () => put(place, key, bytes));
      } catch (error) {
        throw bytes instanceof Readable ? (bytes.errored ?? error) : error;
      } finally {
        if (bytes instanceof Readable) bytes.destroy();
      }
    },
    get: async (key) => {
      checkBlobKey(key);
      const body = await askAws('S3', () => get(place, key));
      return body === undefined ? undefined : Readable.from(read(body), { objectMode: false });
    },
    list: (prefix, cursor) => askAws('S3', () => list(place, prefix, cursor)),
  };
}

async function put({ client, bucket }: S3Place, key: string, bytes: Uint8Array | Readable): Promise<void> {
  const params = { Bucket: bucket, Key: key, Body: bytes };
  // The length of a stream is not known before its end, and S3 wants to know it: parts have one.
  if (bytes instanceof Readable) await new Upload({ client, params, queueSize: partsAtOnce }).done();
  else await client.send(new PutObjectCommand(params));
}

async function get({ client, bucket }: S3Place, key: string): Promise<Readable | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body instanceof Readable ? Body : Readable.from([]);
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** A line that breaks in the middle, or bytes that do not fit their checksum, can be right the next time. */
async function* read(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) yield chunk as Buffer;
  } catch (error) {
    throw new TemporaryFailure(`the object was not read to its end: ${String(error)}`, { cause: error });
  } finally {
    body.destroy();
  }
}

/** S3 lists in the order of the keys' bytes. The cursor is the last key: unlike S3's own token it never gets old. */
async function list({ client, bucket }: S3Place, prefix: string, cursor: string | undefined): Promise<Page<BlobInfo>> {
  const after = cursor === undefined ? undefined : placeOf(cursor, 1)[0];
  const answer = await client.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(after === undefined ? {} : { StartAfter: after }) }),
  );
  const items = (answer.Contents ?? []).map(({ Key = '', Size = 0, LastModified }) => {
    return { key: Key, size: Size, savedAt: (LastModified ?? new Date(0)).toISOString() };
  });
  const last = items.at(-1);
  return answer.IsTruncated === true && last !== undefined ? { items, cursor: cursorOf([last.key]) } : { items };
}
