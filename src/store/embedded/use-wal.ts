import type { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-failure.ts';

/** Changes the file to WAL. That change does not wait for a lock by itself when two processes make the same new file. */
export function useWal(sql: DatabaseSync, patienceMs: number): void {
  const end = performance.now() + patienceMs;
  while (true) {
    try {
      sql.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
    }
  }
}
