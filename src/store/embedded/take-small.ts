import { Readable } from 'node:stream';

/**
 * All of a stream when it has at most `most` bytes; else the stream that it was, with what was read of it in front. Throws
 * the error of a stream that breaks.
 */
export async function takeSmall(bytes: Uint8Array | Readable, most: number): Promise<Uint8Array | Readable> {
  if (!(bytes instanceof Readable)) return bytes.length <= most ? bytes : Readable.from([bytes]);
  const seen: Buffer[] = [];
  let size = 0;
  const chunks = bytes.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    seen.push(Buffer.from(chunk as Uint8Array));
    size += seen.at(-1)?.length ?? 0;
    if (size > most) return Readable.from(continued(seen, bytes));
  }
  return Buffer.concat(seen);
}

async function* continued(seen: Buffer[], rest: Readable): AsyncGenerator {
  yield* seen;
  yield* rest;
}
