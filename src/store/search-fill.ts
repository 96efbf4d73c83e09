import { cacheKb, type SearchFile } from './search-file.ts';

// A file without a position is filled from nothing, and from the start again when that is broken off. So nothing has to
// be on the disk before all is: a transaction may be long, and FTS5 puts its parts together once at the end.

/** So many cases in one transaction: each rewrites most pages of the index over the ids, which come in no order. */
const casesInOne = 100_000;
/** Bytes that FTS5 gathers before it writes a part: some 10,000 cases, 0.2 s. */
const gatheredBytes = 16_000_000;
const fillingCacheKb = 65_536;
/** Pages of 8 KB that one step of putting parts together may write, some 50 ms. */
const pagesInStep = 500;

/** Begins a long transaction, if there is none. */
export function beginFilling({ sql }: SearchFile): void {
  if (sql.isTransaction) return;
  setOptions(sql, { automerge: 0, crisismerge: 1_999, hashsize: gatheredBytes });
  sql.exec(`pragma cache_size = -${fillingCacheKb}; begin immediate`);
}

/** Ends the long transaction once it holds so many cases; tells how many it holds then. */
export function commitSome({ sql }: SearchFile, held: number): number {
  if (held < casesInOne) return held;
  if (sql.isTransaction) sql.exec('commit');
  return 0;
}

/** One step of putting the parts together; false when there was nothing left to do. */
export function mergeStep({ sql }: SearchFile, isFirst: boolean): boolean {
  const before = changesOf(sql);
  // A negative number begins with all parts, not only with those of one size: https://sqlite.org/fts5.html#the_merge_command
  sql.prepare("insert into words (words, rank) values ('merge', ?)").run(isFirst ? -pagesInStep : pagesInStep);
  return changesOf(sql) - before >= 2;
}

/** From here on each change is in the file at once, as FTS5 does it by itself. */
export function endFilling(open: SearchFile): void {
  commitSome(open, casesInOne);
  setOptions(open.sql, { automerge: 4, crisismerge: 16 });
  open.sql.exec(`pragma cache_size = -${cacheKb}; pragma shrink_memory; pragma wal_checkpoint(truncate)`);
}

function changesOf(sql: SearchFile['sql']): number {
  return Number(sql.prepare('select total_changes() changes').get()?.['changes']);
}

function setOptions(sql: SearchFile['sql'], options: Record<string, number>): void {
  const set = sql.prepare('insert into words (words, rank) values (?, ?)');
  for (const [name, value] of Object.entries(options)) set.run(name, BigInt(value)); // not as a REAL
}
