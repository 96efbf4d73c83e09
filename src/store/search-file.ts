import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { useWal } from './embedded/use-wal.ts';

/** The open file of a search index. `n` orders the cases by `lastSeenAt`, and goes in and out as text: it has 64 bits. */
export interface SearchFile {
  sql: DatabaseSync;
  statements: Record<keyof typeof texts, StatementSync>;
}

/** Another version of the file is thrown away: everything in it can be read again. */
const version = 1;

const schema = `
  create table cases (n integer primary key, id text not null unique, revision integer not null) strict;
  create table state (name text primary key, value text not null) strict;
  create virtual table words using fts5(
    id, title, type, resource, place, sources, facts,
    content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
  );
  pragma user_version = ${version};
`;

const busyMs = 2_000;

const below = `< coalesce(cast(:before as integer), 9223372036854775807)`;
const texts = {
  get: 'select cast(n as text) place, revision from cases where id = ?',
  at: 'select id from cases where n = cast(? as integer)',
  addCase: 'insert into cases (n, id, revision) values (cast(? as integer), ?, ?)',
  addWords:
    'insert into words (rowid, id, title, type, resource, place, sources, facts) values (cast(? as integer), ?, ?, ?, ?, ?, ?, ?)',
  removeCase: 'delete from cases where n = cast(? as integer)',
  removeWords: 'delete from words where rowid = cast(? as integer)',
  all: `select cast(n as text) place, id from cases where n ${below} order by n desc limit :limit`,
  countAll: 'select count(*) total from cases',
  match: `select cast(words.rowid as text) place, cases.id from words join cases on cases.n = words.rowid
          where words match :match and words.rowid ${below} order by words.rowid desc limit :limit`,
  countMatch: 'select count(*) total from words where words match ?',
  position: "select value from state where name = 'position'",
  setPosition: "insert or replace into state (name, value) values ('position', ?)",
};

/** Opens or makes the file; one that is damaged or of another version is deleted and made anew, empty. */
export function openSearchFile(file: string, isUnusable: (error: unknown) => boolean): SearchFile {
  try {
    const sql = openSound(file);
    if (sql !== undefined) return prepare(sql);
  } catch (error) {
    if (!isUnusable(error)) throw error;
  }
  removeSearchFile(file);
  const sql = openSound(file);
  if (sql === undefined) throw new Error(`${file} cannot be made anew`);
  return prepare(sql);
}

export function removeSearchFile(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}

/** Undefined when the file has another version or fails SQLite's own check. */
function openSound(file: string): DatabaseSync | undefined {
  const sql = new DatabaseSync(file, { timeout: busyMs });
  try {
    // normal: a power cut may cost the newest rows together with the position behind them, never the file.
    useWal(sql, busyMs);
    sql.exec('pragma synchronous = normal');
    if (isEmpty(sql)) makeTables(sql);
    const isSound = valueOf(sql, 'user_version') === version && valueOf(sql, 'quick_check') === 'ok';
    if (isSound) return sql;
    sql.close();
    return undefined;
  } catch (error) {
    if (sql.isOpen) sql.close();
    throw error;
  }
}

function isEmpty(sql: DatabaseSync): boolean {
  return sql.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
}

/** Another process may have made them between the first look and the lock. */
function makeTables(sql: DatabaseSync): void {
  sql.exec('begin immediate');
  if (isEmpty(sql)) sql.exec(schema);
  sql.exec('commit');
}

function valueOf(sql: DatabaseSync, pragma: 'user_version' | 'quick_check'): unknown {
  return sql.prepare(`pragma ${pragma}`).get()?.[pragma];
}

function prepare(sql: DatabaseSync): SearchFile {
  const names = Object.keys(texts) as (keyof typeof texts)[];
  const statements = Object.fromEntries(names.map((name) => [name, sql.prepare(texts[name])]));
  return { sql, statements: statements as SearchFile['statements'] };
}
