import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Hono } from 'hono';
import { smallFileBytes } from '#core/blobs.ts';
import type { Log } from '#core/log.ts';
import type { Incoming } from '#pipeline/save-file.ts';

export interface WebOptions {
  ingestToken: string;
  /** Bodies are written here while they arrive. */
  spoolFolder: string;
  maxBodyBytes?: number;
  sourceNames: string[];
  save: (file: Incoming) => Promise<string>;
  log: Log;
}

class Refused extends Error {
  override name = 'Refused';
  readonly status: 400 | 413;
  constructor(status: 400 | 413, message: string) {
    super(message);
    this.status = status;
  }
}

/** A younger file in the spool folder may still be arriving. */
const leftoverMs = 24 * 60 * 60 * 1000;
const emptyBody = 'the body is empty: send the file as the body';

/** `POST /ingest/<source>` with the bearer token, and `GET /healthz`. */
export function createWeb(options: WebOptions): Hono {
  const app = new Hono();
  let tidied: Promise<void> | undefined;
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.post('/ingest/:source', async (c) => {
    if (!isAllowed(c.req.header('authorization'), options.ingestToken)) {
      return c.json({ error: 'send the header "Authorization: Bearer …" with the value of IRENE_INGEST_TOKEN' }, 401);
    }
    const source = c.req.param('source');
    await (tidied ??= removeLeftovers(options));
    try {
      const key = isSmall(c.req.header('content-length'))
        ? await receiveSmall(options, source, await c.req.arrayBuffer())
        : await receive(options, source, c.req.raw.body);
      const isKnown = source === 'auto' || options.sourceNames.includes(source);
      const warning = `no source is named "${source}" (there are auto, ${options.sourceNames.join(', ')}): the file is kept, nothing reads it`;
      return c.json({ key, ...(isKnown ? {} : { warning }) }, 202);
    } catch (err) {
      if (err instanceof Refused) return c.json({ error: err.message }, err.status);
      throw err;
    }
  });
  app.notFound((c) => c.json({ error: 'there is POST /ingest/<source> and GET /healthz' }, 404));
  app.onError((err, c) => {
    options.log.error({ err, path: c.req.path }, 'request failed');
    return c.json({ error: 'not saved: try again' }, 503);
  });
  return app;
}

/** Compared by hash, in constant time, whatever the lengths. */
function isAllowed(header: string | undefined, token: string): boolean {
  const given = /^Bearer\s+(.+)$/i.exec(header ?? '')?.[1];
  return given !== undefined && timingSafeEqual(sha256(given), sha256(token));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** What a kill has left of files that were arriving. */
async function removeLeftovers({ spoolFolder, log }: WebOptions): Promise<void> {
  try {
    await mkdir(spoolFolder, { recursive: true });
    for (const name of await readdir(spoolFolder)) {
      const path = join(spoolFolder, name);
      if (Date.now() - (await stat(path)).mtimeMs > leftoverMs) await rm(path, { force: true });
    }
  } catch (err) {
    log.warn({ err, spoolFolder }, 'old files of the spool folder stay');
  }
}

/** So short that it needs no file to arrive in. The server reads no more of a body than was announced. */
function isSmall(length: string | undefined): boolean {
  return /^\d{1,6}$/.test(length ?? '') && Number(length) <= smallFileBytes;
}

async function receiveSmall(options: WebOptions, source: string, body: ArrayBuffer): Promise<string> {
  if (body.byteLength === 0) throw new Refused(400, emptyBody);
  if (body.byteLength > mostBytes(options)) throw tooLarge(options);
  return options.save({ bytes: new Uint8Array(body), name: 'post', source });
}

async function receive(options: WebOptions, source: string, body: ReadableStream | null): Promise<string> {
  if (body === null) throw new Refused(400, emptyBody);
  await mkdir(options.spoolFolder, { recursive: true });
  const path = join(options.spoolFolder, randomUUID());
  try {
    await pipeline(
      Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
      limit(options),
      createWriteStream(path),
    );
    if ((await stat(path)).size === 0) throw new Refused(400, emptyBody);
    return await options.save({ path, name: 'post', source });
  } finally {
    await rm(path, { force: true });
  }
}

function mostBytes({ maxBodyBytes = 512 * 1024 * 1024 }: WebOptions): number {
  return maxBodyBytes;
}

function tooLarge(options: WebOptions): Refused {
  return new Refused(413, `the body is larger than ${mostBytes(options)} bytes`);
}

function limit(options: WebOptions): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > mostBytes(options)) done(tooLarge(options));
      else done(null, chunk);
    },
  });
}
