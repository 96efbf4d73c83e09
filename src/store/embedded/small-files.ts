import type { BlobInfo } from '#core/blobs.ts';
import type { Database } from './open-database.ts';
import type { Step } from './work.ts';

/** Small blobs as rows of the database, where one wait for the disk serves many. */
export interface SmallFiles {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** What a put does, as a part of other work. */
  putting(key: string, bytes: Uint8Array): Step;
  get(key: string): Buffer | undefined;
  remove(key: string): Promise<void>;
  /** In the order of the keys: those after `after` that start with `prefix`, at most `limit`. */
  list(prefix: string, after: string, limit: number): BlobInfo[];
}

const texts = {
  put: 'insert or replace into small_files (key, saved_at, bytes) values (?, ?, ?)',
  get: 'select bytes from small_files where key = ?',
  remove: 'delete from small_files where key = ?',
  // Keys are ASCII, so every key with the prefix comes before the prefix and the last of all characters.
  list: `select key, saved_at, length(bytes) as size from small_files
         where key > ? and key >= ? and key <= ? || char(1114111) order by key limit ?`,
};

export function openSmallFiles(db: Database, { now }: { now: () => Date }): SmallFiles {
  const getOne = db.prepare(texts.get);
  const list = db.prepare(texts.list);
  // A copy: what goes to another thread takes along all the memory that it is a part of.
  const putting = (key: string, bytes: Uint8Array): Step => ({
    sql: texts.put,
    runs: [[key, now().toISOString(), new Uint8Array(bytes)]],
  });
  return {
    putting,
    async put(key, bytes) {
      await db.write({ steps: [putting(key, bytes)] });
    },
    get(key) {
      const bytes = db.read(() => getOne.get(key))?.['bytes'];
      return bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : undefined;
    },
    async remove(key) {
      await db.write({ steps: [{ sql: texts.remove, runs: [[key]] }] });
    },
    list(prefix, after, limit) {
      const rows = db.read(() => list.all(after, prefix, prefix, limit));
      return rows.map((row) => ({
        key: String(row['key']),
        size: Number(row['size']),
        savedAt: String(row['saved_at']),
      }));
    },
  };
}
