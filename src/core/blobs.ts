import type { Readable } from 'node:stream';
import type { Instant, Json } from './json.ts';
import type { Page } from './table.ts';

export interface BlobInfo {
  key: string;
  /** Bytes. */
  size: number;
  savedAt: Instant;
}

/**
 * Whole files under keys of the form `a/b/c` of at most 1,024 bytes (each part 1–255 bytes of
 * `[A-Za-z0-9!_.*'()=@+-]`, never `.` or `..`).
 * A put is durable when its promise resolves, and is seen whole or not at all.
 */
export interface Blobs {
  /** A stream is destroyed when its put is over, saved or not; when it breaks, the put rejects with its error. */
  put(key: string, bytes: Uint8Array | Readable): Promise<void>;
  /** Undefined when there is no such key. */
  get(key: string): Promise<Readable | undefined>;
  /** In the order of the keys. */
  list(prefix: string, cursor?: string): Promise<Page<BlobInfo>>;
}

/** Up to here a file is small: it is held in memory whole, and a store may keep it together with other things. */
export const smallFileBytes = 256 * 1024;

/**
 * Saves a small file and queues a message in one step, for stores where that is one wait for the disk instead of two.
 * False, with nothing done, when the file is not small.
 */
export type SaveAndSend = (file: { key: string; bytes: Uint8Array }, message: Json) => Promise<boolean>;
