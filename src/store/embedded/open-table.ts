import type { StatementSync } from 'node:sqlite';
import type { Item, Key, Page, Query, Table, Write } from '#core/table.ts';
import { checkBatch } from '../check-batch.ts';
import { columns, itemOf, valuesOf } from './item-row.ts';
import type { Database } from './open-database.ts';
import { prepareQuery } from './prepare-query.ts';
import type { Condition, Step } from './work.ts';

export interface EmbeddedTable extends Table {
  /** Removes what has expired, so that the file does not grow for ever. Returns how many. */
  sweep(): Promise<number>;
}

/** Rows that one sweep removes in one transaction, so that it does not hold up the others. */
const sweepRows = 500;

const live = 'pk = ? and sk = ? and (expires is null or expires > ?)';
const texts = {
  get: `select * from items where ${live}`,
  version: `select v from items where ${live}`,
  put: `insert into items (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
        on conflict (pk, sk) do update set ${columns
          .slice(2)
          .map((column) => `${column} = excluded.${column}`)
          .join(', ')}`,
  remove: 'delete from items where pk = ? and sk = ?',
  sweep: 'delete from items where rowid in (select rowid from items where expires <= ? limit ?)',
};

/** The table in the items of `db`. What has expired counts as absent, by the clock `now`. */
export function openTable(db: Database, { now }: { now: () => Date }): EmbeddedTable {
  const getOne = db.prepare(texts.get);
  const query = prepareQuery(db);
  const nowSeconds = () => now().getTime() / 1000;
  return {
    get: async (keys) => db.read(() => keys.map((key) => getLive(getOne, key, nowSeconds()))),
    query: async (asked: Query): Promise<Page<Item>> => db.read(() => query(asked, nowSeconds())),
    write: async (batch) => {
      const bodies = checkBatch(batch);
      if (batch.length === 0) return { conflicts: [] };
      const conditional = batch.filter(({ when }) => when !== 'any');
      const { broken } = await db.write({
        conditions: conditional.map((write) => conditionOf(write, nowSeconds())),
        steps: stepsOf(batch, bodies),
      });
      return { conflicts: broken.flatMap((index) => conditional.slice(index, index + 1).map(keyOf)) };
    },
    sweep: async () => {
      let removed = 0;
      while (true) {
        const { changes } = await db.write({ steps: [{ sql: texts.sweep, runs: [[nowSeconds(), sweepRows]] }] });
        removed += changes;
        if (changes < sweepRows) return removed;
      }
    },
  };
}

function getLive(statement: StatementSync, key: Key, nowSeconds: number): Item | undefined {
  const row = statement.get(key.pk, key.sk, nowSeconds);
  return row === undefined ? undefined : itemOf(row);
}

function keyOf(write: Write): Key {
  const { pk, sk } = 'put' in write ? write.put : write.remove;
  return { pk, sk };
}

function conditionOf(write: Write, nowSeconds: number): Condition {
  const { pk, sk } = keyOf(write);
  const wanted = typeof write.when === 'object' ? write.when.v : undefined;
  return { sql: texts.version, values: [pk, sk, nowSeconds], wanted };
}

/** No key stands twice in a batch, so the order of its writes makes no difference. */
function stepsOf(batch: Write[], bodies: string[]): Step[] {
  const puts = batch.flatMap((write, index) => ('put' in write ? [valuesOf(write.put, bodies[index] ?? '')] : []));
  const removes = batch.flatMap((write) => ('put' in write ? [] : [[write.remove.pk, write.remove.sk]]));
  return [
    { sql: texts.put, runs: puts },
    { sql: texts.remove, runs: removes },
  ];
}
