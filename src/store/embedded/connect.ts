import { DatabaseSync } from 'node:sqlite';
import { useWal } from './use-wal.ts';

/** A connection to the file of documents that waits up to `patienceMs` for a lock, inside each call. */
export function connect(file: string, patienceMs: number): DatabaseSync {
  const sql = new DatabaseSync(file, { timeout: patienceMs });
  try {
    useWal(sql, patienceMs);
    // fullfsync: on macOS a plain fsync stays in the cache of the drive. No effect elsewhere.
    sql.exec('pragma synchronous = full; pragma fullfsync = on; pragma journal_size_limit = 67108864');
    // The pages that a storm touches again and again go to the file together, after 32 MiB of log. The page cache stays
    // small: each commit of the other connection empties it, and what is kept in it is memory that only grows.
    sql.exec('pragma wal_autocheckpoint = 8192; pragma cache_size = -8192');
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}
