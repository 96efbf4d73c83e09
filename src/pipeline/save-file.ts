import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Blobs, SaveAndSend } from '#core/blobs.ts';
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
  saveAndSend?: SaveAndSend;
  now: () => Date;
}

/** A file to be saved: on the local disk, or whole in memory. */
export type Incoming = { name: string; source: string } & ({ path: string } | { bytes: Uint8Array });

/**
 * Saves a file as a blob and queues it, in this order: from its return on the file cannot be lost. The key comes from
 * the content, so the same file saved twice on a day is one blob. Returns the key.
 */
export async function saveFile(context: SaveContext, file: Incoming): Promise<string> {
  const { blobs, queue, now } = context;
  const receivedAt = now().toISOString();
  const digest = (await hashOf(file)).slice(0, 24);
  const key = `files/${safePart(file.source)}/${receivedAt.slice(0, 10)}/${digest}-${safePart(file.name)}`;
  const message = { key, source: file.source, receivedAt } satisfies FileMessage;
  if ('bytes' in file && (await context.saveAndSend?.({ key, bytes: file.bytes }, message)) === true) return key;
  await blobs.put(key, 'bytes' in file ? file.bytes : createReadStream(file.path));
  await queue.send([message]);
  return key;
}

async function hashOf(file: Incoming): Promise<string> {
  if ('bytes' in file) return hash('sha256', file.bytes);
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(file.path)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}

/** A hostile or foreign file name as a part of a blob key; its end is kept, for the extension. */
function safePart(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(-100);
  return /^\.{0,2}$/.test(safe) ? '_' : safe;
}
