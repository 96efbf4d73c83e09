import { Readable } from 'node:stream';
import { peek } from '#core/peek.ts';

/**
 * All of a stream when it has at most `most` bytes; else the stream that it was, with what was read of it in front. Throws
 * the error of a stream that breaks.
 */
export async function takeSmall(bytes: Uint8Array | Readable, most: number): Promise<Uint8Array | Readable> {
  if (!(bytes instanceof Readable)) return bytes.length <= most ? bytes : Readable.from([bytes]);
  const { head, whole } = await peek(bytes, most + 1);
  return head.length <= most ? head : Readable.from(whole);
}
