import type { StatementSync } from 'node:sqlite';
import type { Item, Key, Page, Query, Table, Write } from '#core/table.ts';
import { checkBatch } from '../check-batch.ts';
import type { Database } from './open-database.ts';
import { itemOf, rowOf } from './item-row.ts';
import { prepareQuery } from './prepare-query.ts';

export interface EmbeddedTable extends Table {
  /** Removes what has expired, so that the file does not grow for ever. Returns how many. */
  sweep(): Promise<number>;
}

interface Statements {
  get: StatementSync;
  put: StatementSync;
  remove: StatementSync;
  sweep: StatementSync;
}

/** Rows that one sweep removes in one transaction, so that it does not hold up the others. */
const sweepRows = 500;

/** The table in the items of `db`. What has expired counts as absent, by the clock `now`. */
export function openTable(db: Database, { now }: { now: () => Date }): EmbeddedTable {
  const statements = prepareStatements(db);
  const query = prepareQuery(db);
  const nowSeconds = () => now().getTime() / 1000;
  return {
    get: async (keys) => db.read(() => keys.map((key) => getLive(statements, key, nowSeconds()))),
    query: async (asked: Query): Promise<Page<Item>> => db.read(() => query(asked, nowSeconds())),
    write: async (batch) => {
      checkBatch(batch);
      return batch.length === 0 ? { conflicts: [] } : db.write(() => writeBatch(statements, batch, nowSeconds()));
    },
    sweep: async () => {
      let removed = 0;
      while (true) {
        const changes = await db.write(() => Number(statements.sweep.run(nowSeconds(), sweepRows).changes));
        removed += changes;
        if (changes < sweepRows) return removed;
      }
    },
  };
}

function prepareStatements(db: Database): Statements {
  return {
    get: db.prepare('select * from items where pk = ? and sk = ? and (expires is null or expires > ?)'),
    put: db.prepare(
      `insert or replace into items (pk, sk, v, body, changes_pk, changes_sk, due_pk, due_sk, expires)
       values (:pk, :sk, :v, :body, :changes_pk, :changes_sk, :due_pk, :due_sk, :expires)`,
    ),
    remove: db.prepare('delete from items where pk = ? and sk = ?'),
    sweep: db.prepare('delete from items where rowid in (select rowid from items where expires <= ? limit ?)'),
  };
}

function getLive(statements: Statements, key: Key, nowSeconds: number): Item | undefined {
  const row = statements.get.get(key.pk, key.sk, nowSeconds);
  return row === undefined ? undefined : itemOf(row);
}

/** Every condition is looked at before anything is written: nothing is written when one fails. */
function writeBatch(statements: Statements, batch: Write[], nowSeconds: number): { conflicts: Key[] } {
  const conflicts: Key[] = [];
  for (const write of batch) {
    const { pk, sk } = 'put' in write ? write.put : write.remove;
    if (write.when === 'any') continue;
    const v = getLive(statements, { pk, sk }, nowSeconds)?.v;
    const wanted = write.when === 'absent' ? undefined : write.when.v;
    if (v !== wanted) conflicts.push({ pk, sk });
  }
  if (conflicts.length > 0) return { conflicts };
  for (const write of batch) {
    if ('put' in write) statements.put.run(rowOf(write.put));
    else statements.remove.run(write.remove.pk, write.remove.sk);
  }
  return { conflicts };
}
