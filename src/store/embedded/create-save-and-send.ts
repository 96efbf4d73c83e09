import { smallFileBytes, type SaveAndSend } from '#core/blobs.ts';
import { checkBlobKey } from '../check-blob-key.ts';
import type { Database } from './open-database.ts';
import { mainQueue, sending } from './open-queue.ts';
import { openSmallFiles } from './small-files.ts';

/** The row of the file and that of the message in one transaction. */
export function createSaveAndSend(db: Database, { now }: { now: () => Date }): SaveAndSend {
  const rows = openSmallFiles(db, { now });
  return async ({ key, bytes }, message) => {
    checkBlobKey(key);
    if (bytes.length > smallFileBytes) return false;
    await db.write({ steps: [rows.putting(key, bytes), sending([message], mainQueue, now().getTime())] });
    db.bell.ring();
    return true;
  };
}
