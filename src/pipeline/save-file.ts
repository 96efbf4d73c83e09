import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Blobs } from '#core/blobs.ts';
import type { Instant, Json } from '#core/json.ts';
import type { Queue } from '#core/queue.ts';

/** The queue's message for one saved file. */
export interface FileMessage {
  key: string;
  /** A source's name, or `auto`. */
  source: string;
  receivedAt: Instant;
  /** A person asks that it be read again, whatever the ledger says of it. */
  replay?: true;
}

/** The body of a message as what it should be; undefined when it names no saved file. */
export function fileMessageOf(body: Json): FileMessage | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { key, source, receivedAt, replay } = body;
  if (typeof key !== 'string' || typeof source !== 'string' || typeof receivedAt !== 'string') return undefined;
  return { key, source, receivedAt, ...(replay === true ? { replay } : {}) };
}

interface SaveContext {
  blobs: Blobs;
  queue: Queue;
  now: () => Date;
}

/**
 * Saves a file of the local disk as a blob and queues it, in this order: from its return on the file cannot be lost.
 * The key comes from the content, so the same file saved twice on a day is one blob. Returns the key.
 */
export async function saveFile(
  { blobs, queue, now }: SaveContext,
  file: { path: string; name: string; source: string },
): Promise<string> {
  const receivedAt = now().toISOString();
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer);
  const digest = hash.digest('hex').slice(0, 24);
  const key = `files/${safePart(file.source)}/${receivedAt.slice(0, 10)}/${digest}-${safePart(file.name)}`;
  await blobs.put(key, createReadStream(file.path));
  await queue.send([{ key, source: file.source, receivedAt } satisfies FileMessage]);
  return key;
}

/** A hostile or foreign file name as a part of a blob key; its end is kept, for the extension. */
function safePart(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(-100);
  return /^\.{0,2}$/.test(safe) ? '_' : safe;
}
