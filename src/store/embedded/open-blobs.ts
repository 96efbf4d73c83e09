import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { smallFileBytes, type Blobs } from '#core/blobs.ts';
import { checkBlobKey } from '../check-blob-key.ts';
import { fileFailure, isMissing } from './file-failure.ts';
import { listBlobs } from './list-blobs.ts';
import type { Database } from './open-database.ts';
import { openSmallFiles } from './small-files.ts';
import { makeFolder, syncFolder } from './sync-folder.ts';
import { takeSmall } from './take-small.ts';

/** A younger file in `tmp` may still be written by another process. */
const leftoverMs = 24 * 60 * 60 * 1000;

/**
 * Small blobs as rows of `db`, the others as files below `folder`: a key of n parts is the file `<folder>/<n>/<key>`, so
 * that `a` and `a/b` can both be there. A file is written in `<folder>/tmp` and moved when it is whole and on the disk. A
 * row goes before a file of the same key; putting the file takes the row away once the file is on the disk.
 */
export async function openBlobs(folder: string, { db, now }: { db: Database; now: () => Date }): Promise<Blobs> {
  const tmp = join(folder, 'tmp');
  await makeFolder(tmp);
  await removeLeftovers(tmp, now().getTime() - leftoverMs);
  const rows = openSmallFiles(db, { now });
  return {
    put: async (key, bytes) => {
      // Before anything is awaited: a stream that breaks while nobody listens would end the process. Who reads it sees
      // the error as well, and throws it.
      if (bytes instanceof Readable) bytes.on('error', () => {});
      try {
        const path = pathOf(folder, key);
        const given = await takeSmall(bytes, smallFileBytes);
        if (!(given instanceof Readable)) return await rows.put(key, given);
        await putFile(join(tmp, randomUUID()), path, given, now());
        if (rows.get(key) !== undefined) await rows.remove(key);
      } finally {
        if (bytes instanceof Readable) bytes.destroy();
      }
    },
    get: async (key) => {
      const path = pathOf(folder, key);
      const row = rows.get(key);
      if (row !== undefined) return Readable.from([row], { objectMode: false });
      const file = await openFile(path);
      return file?.createReadStream();
    },
    list: (prefix, cursor) => listBlobs({ folder, rows }, prefix, cursor),
  };
}

async function putFile(draft: string, path: string, bytes: Readable, at: Date): Promise<void> {
  try {
    await writeDraft(draft, bytes, at);
    await moveDraft(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw fileFailure(error);
  }
}

function pathOf(folder: string, key: string): string {
  checkBlobKey(key);
  const parts = key.split('/');
  return join(folder, String(parts.length), ...parts);
}

async function writeDraft(draft: string, bytes: Readable, at: Date): Promise<void> {
  const file = await open(draft, 'wx', 0o600);
  try {
    await writeFile(file, bytes);
    await file.utimes(at, at);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function moveDraft(draft: string, path: string): Promise<void> {
  await makeFolder(dirname(path));
  await rename(draft, path);
  await syncFolder(dirname(path));
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileFailure(error);
  }
}

/** What a crash has left half written. Another process may be cleaning up as well. */
async function removeLeftovers(tmp: string, olderThanMs: number): Promise<void> {
  for (const name of await readdir(tmp)) {
    const path = join(tmp, name);
    const about = await stat(path).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (about !== undefined && about.mtimeMs < olderThanMs) await rm(path, { force: true });
  }
}
