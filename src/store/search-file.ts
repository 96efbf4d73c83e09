import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { useWal } from './embedded/use-wal.ts';

/** The open file of a search index. `n` orders the cases by `lastSeenAt`, and goes in and out as text: it has 64 bits. */
export interface SearchFile {
  sql: DatabaseSync;
  statements: Record<keyof typeof texts, StatementSync>;
}

/** Another version of the file is thrown away: everything in it can be read again. */
const version = 3;

// `words` holds texts that are folded and taken apart already (#core/query/fold-text.ts), so that the index and
// `matchesQuery` cannot think differently of what a word is: all that is not ASCII is part of one.
const schema = `
  create table cases (
    n integer primary key, id text not null unique, revision integer not null,
    title text not null, resource text not null, name text not null
  ) strict;
  create table numbers (
    n integer primary key, count integer not null, opened integer not null, silenced integer not null
  ) strict; -- apart from the texts: thousands of them are read for one search
  create table names (field text not null, value text not null, primary key (field, value)) strict, without rowid;
  create table state (name text primary key, value text not null) strict;
  insert into state (name, value) values ('total', '0');
  create virtual table words using fts5(
    title, type, resource, people, rest, tags,
    content = '', contentless_delete = 1, tokenize = 'ascii'
  );
  insert into words (words, rank) values ('pgsz', 8100); -- one to a page of SQLite
  create virtual table vocabulary using fts5vocab(words, instance);
  create virtual table frequencies using fts5vocab(words, row);
  pragma user_version = ${version};
`;

const busyMs = 2_000;
/** SQLite's own 2 MB would be read over and over. */
export const cacheKb = 32_768;
/** The log keeps the size it once had; it is long after a long transaction. */
const mostLogBytes = 16_000_000;

const texts = {
  get: 'select cast(n as text) place, revision from cases where id = ?',
  addCase: `insert into cases (n, id, revision, title, resource, name)
            values (?, ?, ?, ?, ?, ?) on conflict (n) do nothing`,
  addNumbers: 'insert into numbers (n, count, opened, silenced) values (?, ?, ?, ?)',
  addWords: 'insert into words (rowid, title, type, resource, people, rest, tags) values (?, ?, ?, ?, ?, ?, ?)',
  isEverywhere: `select 1 from frequencies where term = ? and doc = (select cast(value as integer) from state
                 where name = 'total')`,
  addToTotal: `update state set value = cast(cast(value as integer) + cast(? as integer) as text)
               where name = 'total'`,
  wordFrom: 'select term from vocabulary where term >= ? limit 1',
  addName: 'insert or ignore into names (field, value) values (?, ?)',
  removeCase: 'delete from cases where n = cast(? as integer)',
  removeNumbers: 'delete from numbers where n = cast(? as integer)',
  removeWords: 'delete from words where rowid = cast(? as integer)',
  idAt: 'select id from cases where n = cast(? as integer)',
  names: 'select value from names where field = ?',
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
    sql.exec('pragma page_size = 8192');
    useWal(sql, busyMs);
    sql.exec(
      `pragma synchronous = normal; pragma cache_size = -${cacheKb}; pragma journal_size_limit = ${mostLogBytes}`,
    );
    if (isEmpty(sql)) makeTables(sql);
    // Before the check of the whole file: it would take long, and a file of before is thrown away anyhow.
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
