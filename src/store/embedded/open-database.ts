import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { CannotStart } from '#core/errors.ts';
import { type Bell, createBell } from './bell.ts';
import { connect } from './connect.ts';
import { inTransaction } from './do-works.ts';
import { openWriter } from './open-writer.ts';
import { schemas } from './schemas.ts';
import { isCorrupt, sqliteFailure } from './sqlite-failure.ts';
import type { Answer, Work } from './work.ts';

/** One SQLite file, shared with other processes (`irene ingest` writes while the bot runs). */
export interface Database {
  /** For statements that only read. */
  prepare(sql: string): StatementSync;
  /** Throws TemporaryFailure when the file cannot be read now. */
  read<T>(work: () => T): T;
  /**
   * On the disk when the promise resolves, and seen by every read from then on. Works that are asked for at the same
   * time share one transaction. Throws TemporaryFailure when the file stays locked or the disk is full.
   */
  write(work: Work): Promise<Answer>;
  /** Rung after a send, and at close. */
  bell: Bell;
  isOpen(): boolean;
  /** What was asked for before is written first. */
  close(): void;
}

/** SQLite waits for a lock inside the call, and nothing else in the process moves meanwhile: so only for a moment. */
const busyMs = 100;
/** When the file is opened nothing else runs yet. */
const openMs = 10_000;

/** Opens or makes the file; throws CannotStart for one that a newer Irene has written, or that is no database. */
export function openDatabase(file: string): Database {
  const sql = openFile(file);
  const writer = openWriter(file);
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
    write: writer.write,
    bell,
    isOpen: () => sql.isOpen,
    close: () => {
      writer.close();
      if (sql.isOpen) sql.close();
      bell.ring();
    },
  };
}

function openFile(file: string): DatabaseSync {
  let sql: DatabaseSync | undefined;
  try {
    sql = connect(file, openMs);
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
