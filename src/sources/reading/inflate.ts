import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UnreadablePayload } from '#core/errors.ts';
import { inMebibytes } from './limits.ts';
import type { FileLimits } from './limits.ts';
import { peek } from '#core/peek.ts';

/**
 * The file's bytes as they were before gzip, whether it was gzip (known by its first two bytes, RFC 1952) or not.
 * Never holds more than a few chunks. Throws UnreadablePayload for broken gzip and over the limits; an error of `bytes`
 * itself passes through, for that is no fault of the file.
 */
export async function* inflate(bytes: AsyncIterable<Uint8Array>, limits: FileLimits): AsyncGenerator<Uint8Array> {
  const { head, whole } = await peek(bytes, 2);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  let size = 0;
  for await (const chunk of isGzip ? gunzip(whole, limits) : whole) {
    size += chunk.length;
    if (size > limits.fileBytes) {
      throw new UnreadablePayload(`the file is over ${inMebibytes(limits.fileBytes)}${isGzip ? ' once unpacked' : ''}`);
    }
    yield chunk;
  }
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>, limits: FileLimits): AsyncGenerator<Uint8Array> {
  const engine = createGunzip({ chunkSize: 64 * 1024 });
  let fed = 0;
  const feeding = pipeline(
    counted(bytes, (size) => (fed += size)),
    engine,
  );
  feeding.catch(() => undefined); // the same error comes out of the loop below; without this it would also be unhandled
  let size = 0;
  try {
    for await (const chunk of engine) {
      size += (chunk as Buffer).length;
      checkRatio(size, engine.bytesWritten, limits);
      yield chunk as Buffer;
    }
    await feeding;
  } catch (error) {
    throw readable(error, fed);
  }
  // zlib stops at a zero byte between members and says nothing of what follows
  if (engine.bytesWritten < fed) throw trailingBytes(engine.bytesWritten);
}

async function* counted(bytes: AsyncIterable<Uint8Array>, count: (size: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    count(chunk.length);
    yield chunk;
  }
}

function checkRatio(inflated: number, packed: number, limits: FileLimits): void {
  if (inflated <= limits.ratioFrom || inflated <= packed * limits.ratio) return;
  throw new UnreadablePayload(
    `the gzip unpacks to more than ${limits.ratio} times its size (past ${inMebibytes(limits.ratioFrom)}): a gzip bomb`,
  );
}

function readable(error: unknown, fed: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') return trailingBytes(fed);
  if (code === 'Z_BUF_ERROR') return new UnreadablePayload(`the gzip is cut off after byte ${fed}`, { cause: error });
  if (!code.startsWith('Z_')) return error;
  const message = error instanceof Error ? error.message : code;
  return new UnreadablePayload(`broken gzip within the first ${fed} bytes: ${message}`, { cause: error });
}

function trailingBytes(position: number): UnreadablePayload {
  return new UnreadablePayload(`the gzip is followed by other bytes (about byte ${position})`);
}
