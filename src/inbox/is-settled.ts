import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FoundFile } from './find-files.ts';

/** What is known of a file at one look; a part of its `Stats`. Times in ms. */
export interface Look {
  ino: number;
  size: number;
  mtimeMs: number;
  ctimeMs: number;
}

/** What a look over the whole inbox knows beside the file itself. */
export interface Sight {
  stillMs: number;
  openForWriting: () => Promise<ReadonlySet<string>>;
}

/** Still for this long, and whole by its looks: nobody is writing it any more. */
const quietMs = 400;
/** Still for this long: it is taken, however it looks. */
const patienceMs = 5_000;
/** Larger files are not read just to see whether they end well. */
const readableBytes = 8 * 1024 * 1024;

/**
 * Whether a file may be taken. One that was moved in whole is taken at once; one that was written in place must be
 * still, closed and whole.
 */
export async function isSettled(file: FoundFile, look: Look, { stillMs, openForWriting }: Sight): Promise<boolean> {
  if (look.size === 0) return stillMs > patienceMs;
  const isMoved = wasMoved(look);
  if (!isMoved && stillMs < quietMs) return false;
  if ((await openForWriting()).has(file.id)) return false;
  return isMoved || stillMs > patienceMs || look.size > readableBytes || looksWhole(file.at);
}

/** Whether a file came by a rename: that changes the inode's ctime and not its mtime, while every write changes both. */
export function wasMoved(look: Look): boolean {
  return look.ctimeMs - look.mtimeMs > 1;
}

/**
 * Whether the file ends where a file of ours ends: outside every bracket, or at the end of a gzip stream. Nothing is
 * parsed or kept: what lies here may be a bomb.
 */
export async function looksWhole(path: string | Buffer): Promise<boolean> {
  const file = await open(path);
  try {
    const magic = Buffer.alloc(2);
    await file.read(magic, 0, 2, 0);
    const bytes = file.createReadStream({ start: 0, autoClose: false });
    return await (magic[0] === 0x1f && magic[1] === 0x8b ? endsAsGzip(bytes) : endsOutsideBrackets(bytes));
  } finally {
    await file.close();
  }
}

/** Larger contents are not unpacked just to see whether they end well. */
const unpackedBytes = 64 * 1024 * 1024;

async function endsAsGzip(bytes: Readable): Promise<boolean> {
  let size = 0;
  try {
    for await (const chunk of bytes.pipe(createGunzip())) {
      size += (chunk as Buffer).length;
      if (size > unpackedBytes) return true;
    }
    return true;
  } catch (err) {
    // "unexpected end of file" is a file that is not whole; any other fault will not be better later
    return !(err instanceof Error && 'code' in err && err.code === 'Z_BUF_ERROR');
  } finally {
    bytes.destroy();
  }
}

const [quote, backslash, ...brackets] = Buffer.from('"\\{[}]');
const opening = new Set(brackets.slice(0, 2));
const closing = new Set(brackets.slice(2));

async function endsOutsideBrackets(bytes: Readable): Promise<boolean> {
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  for await (const chunk of bytes) {
    for (const byte of chunk as Buffer) {
      if (isEscaped) isEscaped = false;
      else if (isText && byte === backslash) isEscaped = true;
      else if (byte === quote) isText = !isText;
      else if (!isText && opening.has(byte)) depth += 1;
      else if (!isText && closing.has(byte)) depth -= 1;
    }
  }
  return depth <= 0 && !isText;
}
