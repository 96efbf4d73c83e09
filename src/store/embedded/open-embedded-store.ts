import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blobs, SaveAndSend } from '#core/blobs.ts';
import { CannotStart } from '#core/errors.ts';
import type { Queue } from '#core/queue.ts';
import { createSaveAndSend } from './create-save-and-send.ts';
import { openDatabase } from './open-database.ts';
import { openBlobs } from './open-blobs.ts';
import { openQueue } from './open-queue.ts';
import { type EmbeddedTable, openTable } from './open-table.ts';
import { makeFolder } from './sync-folder.ts';

export interface EmbeddedStore {
  table: EmbeddedTable;
  queue: Queue;
  blobs: Blobs;
  saveAndSend: SaveAndSend;
  /** Receives that wait end with none; nothing keeps the process up after it. */
  close(): void;
}

/**
 * Everything that Irene keeps on one machine: `<home>/irene.db` and, of files that are not small, `<home>/blobs/`. Makes
 * what is missing. Throws CannotStart when the folder cannot be used.
 */
export async function openEmbeddedStore(home: string, { now }: { now: () => Date }): Promise<EmbeddedStore> {
  await makeHome(home);
  const db = openDatabase(join(home, 'irene.db'));
  const blobs = await openBlobs(join(home, 'blobs'), { db, now });
  return {
    table: openTable(db, { now }),
    queue: openQueue(db, { now }),
    blobs,
    saveAndSend: createSaveAndSend(db, { now }),
    close: () => db.close(),
  };
}

async function makeHome(home: string): Promise<void> {
  try {
    await makeFolder(home);
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CannotStart(`The data folder ${home} cannot be used (IRENE_HOME names it): ${reason}`, { cause });
  }
}
