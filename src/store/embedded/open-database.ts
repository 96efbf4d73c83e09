import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from '#core/errors.ts';
import { type Bell, createBell } from './bell.ts';
import { schemas } from './schemas.ts';
import { isBusy, isCorrupt, sqliteFailure } from './sqlite-failure.ts';
import { useWal } from './use-wal.ts';

/** One SQLite file, shared with other processes (`irene ingest` writes while the bot runs). */
export interface Database {
  prepare(sql: string): StatementSync;
  /** Throws TemporaryFailure when the file cannot be read now. */
  read<T>(work: () => T): T;
  /**
   * Runs `work` in one transaction that is on the disk when the promise resolves. `work` may run again when the
   * first try failed, so it does nothing but SQL. Throws TemporaryFailure when the file stays locked or the disk is full.
   */
  write<T>(work: () => T): Promise<T>;
  /** Rung after a send, and at close. */
  bell: Bell;
  isOpen(): boolean;
  close(): void;
}

/** SQLite waits for a lock inside the call, and nothing else in the process moves meanwhile: so only for a moment. */
const busyMs = 100;
const retryMs = 20;
const patienceMs = 5_000;
/** When the file is opened nothing else runs yet. */
const openMs = 10_000;

/** Opens or makes the file; throws CannotStart for one that a newer Irene has written, or that is no database. */
export function openDatabase(file: string): Database {
  const sql = openFile(file);
  const bell = createBell();
  return {
    prepare: (text) => sql.prepare(text),
    read: (work) => {
      try {
        return work();
      } catch (error) {
        throw sqliteFailure(error);
      }
    },
    write: (work) => writeWhenFree(sql, work),
    bell,
    isOpen: () => sql.isOpen,
    close: () => {
      if (sql.isOpen) sql.close();
      bell.ring();
    },
  };
}

function openFile(file: string): DatabaseSync {
  let sql: DatabaseSync | undefined;
  try {
    sql = new DatabaseSync(file, { timeout: openMs });
    useWal(sql, openMs);
    // fullfsync: on macOS a plain fsync stays in the cache of the drive. No effect elsewhere.
    sql.exec('pragma synchronous = full; pragma fullfsync = on; pragma journal_size_limit = 67108864');
    upgrade(sql, file);
    sql.exec(`pragma busy_timeout = ${busyMs}`);
    return sql;
  } catch (error) {
    sql?.close();
    if (isCorrupt(error)) throw new CannotStart(`${file} is damaged or no database of Irene`, { cause: error });
    throw sqliteFailure(error);
  }
}

function upgrade(sql: DatabaseSync, file: string): void {
  inTransaction(sql, () => {
    const version = Number(sql.prepare('pragma user_version').get()?.['user_version']);
    if (version > schemas.length) {
      throw new CannotStart(
        `${file} was written by a newer Irene (schema ${version}; this one knows ${schemas.length}): start that one, or use another IRENE_HOME`,
      );
    }
    for (const schema of schemas.slice(version)) sql.exec(schema);
    if (version < schemas.length) sql.exec(`pragma user_version = ${schemas.length}`);
  });
}

async function writeWhenFree<T>(sql: DatabaseSync, work: () => T): Promise<T> {
  const end = performance.now() + patienceMs;
  while (true) {
    try {
      return inTransaction(sql, work);
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw sqliteFailure(error);
    }
    await wait(retryMs);
  }
}

function inTransaction<T>(sql: DatabaseSync, work: () => T): T {
  sql.exec('begin immediate');
  try {
    const answer = work();
    sql.exec('commit');
    return answer;
  } catch (error) {
    // SQLite has rolled back by itself after some errors (a full disk).
    if (sql.isTransaction) sql.exec('rollback');
    throw error;
  }
}
