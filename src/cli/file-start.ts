import { constants, gunzipSync } from 'node:zlib';
import type { Blobs } from '#core/blobs.ts';

/** So much is read of the file, and so much may come of it when it is gzip. */
const readBytes = 16 * 1024;
const inflatedBytes = 32 * 1024 * 1024;

/** The first characters of a saved file, unpacked when it is gzip; undefined when there is none of this key. */
export async function fileStart(
  blobs: Pick<Blobs, 'get'>,
  key: string,
  characters: number,
): Promise<string | undefined> {
  const stream = await blobs.get(key);
  if (stream === undefined) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= readBytes) break;
  }
  const head = inflateStart(Buffer.concat(chunks).subarray(0, readBytes));
  return Array.from(new TextDecoder().decode(head.subarray(0, characters * 4)))
    .slice(0, characters)
    .join('');
}

/** The file may be broken: then its bytes are what there is to see. */
function inflateStart(head: Buffer): Buffer {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return head;
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: inflatedBytes });
  } catch {
    return head;
  }
}
