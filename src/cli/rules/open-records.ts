import { createReadStream } from 'node:fs';
import type { FileReading, Keep } from '#core/source.ts';
import { sources } from '#sources/list.ts';
import { createOpenFile } from '#sources/open-file.ts';
import { inflate } from '#sources/reading/inflate.ts';
import { defaultLimits } from '#sources/reading/limits.ts';
import { splitLarge } from './split-large.ts';

/**
 * Files that the person at this terminal names are read however large they are: one piece at a time, so a bomb costs
 * time and no memory. What one record may be stays as it is.
 */
const limits = { ...defaultLimits, fileBytes: Infinity, ratio: Infinity, rejects: Infinity };

const openFile = createOpenFile(sources, limits);

/** Names of all sources, for messages. */
export const sourceNames = sources.map(({ name }) => name);

/** The bytes of a file on this machine. */
export function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

/**
 * The records of a file, one after the other and never all at once; `auto` finds the source by content. Throws
 * UnreadablePayload, at once or while iterating.
 */
export function openRecords(
  bytes: AsyncIterable<Uint8Array>,
  about: { name: string; source: string },
  keep?: Keep,
): Promise<FileReading> {
  const info = { key: about.name, receivedAt: new Date().toISOString() };
  return openFile(splitLarge(inflate(bytes, limits)), about.source, info, keep);
}
