import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Item, Page, Query } from '#core/table.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import type { Database } from './open-database.ts';
import { itemOf } from './item-row.ts';

/** One way through the items: where its partition and range are, and the columns that give each item its one place. */
interface Way {
  pk: string;
  sk: string;
  order: string[];
  placeOf(item: Item): string[];
}

const ways = {
  key: { pk: 'pk', sk: 'sk', order: ['sk', 'pk'], placeOf: (item) => [item.sk, item.pk] },
  changes: {
    pk: 'changes_pk',
    sk: 'changes_sk',
    order: ['changes_sk', 'pk', 'sk'],
    placeOf: (item) => [item.changes?.sk ?? '', item.pk, item.sk],
  },
  due: {
    pk: 'due_pk',
    sk: 'due_sk',
    order: ['due_sk', 'pk', 'sk'],
    placeOf: (item) => [item.due?.sk ?? '', item.pk, item.sk],
  },
} satisfies Record<string, Way>;

/** Comes before every key, as no key is empty. */
const lowest = '';
/** Comes after every key: SQLite sorts any blob after any text (https://sqlite.org/datatype3.html#sort_order). */
const highest = new Uint8Array();

/** Prepares the queries once. A cursor is the place of the last item seen, so writes in between move nothing. */
export function prepareQuery(db: Database): (query: Query, nowSeconds: number) => Page<Item> {
  const statements = {
    key: prepareWay(db, ways.key),
    changes: prepareWay(db, ways.changes),
    due: prepareWay(db, ways.due),
  };
  return (query, nowSeconds) => {
    if (!Number.isSafeInteger(query.limit) || query.limit < 1) throw new Error(`not a limit: ${query.limit}`);
    const name = query.index ?? 'key';
    const way: Way = ways[name];
    const statement = query.newestFirst === true ? statements[name].down : statements[name].up;
    const rows = statement.all(query.pk, ...boundsOf(way, query), nowSeconds, query.limit + 1);
    const items = rows.slice(0, query.limit).map(itemOf);
    const last = items.at(-1);
    return rows.length > query.limit && last !== undefined ? { items, cursor: cursorOf(way.placeOf(last)) } : { items };
  };
}

function prepareWay(db: Database, way: Way): { up: StatementSync; down: StatementSync } {
  const select = (after: string, until: string, direction: string) =>
    db.prepare(
      `select * from items where ${way.pk} = ? and (${way.order.join(', ')}) ${after} (${way.order.map(() => '?').join(', ')})
       and ${way.sk} ${until} ? and (expires is null or expires > ?)
       order by ${way.order.map((column) => `${column} ${direction}`).join(', ')} limit ?`,
    );
  return { up: select('>', '<=', 'asc'), down: select('<', '>=', 'desc') };
}

/** The place after which the page starts, then the last sort key of the range. */
function boundsOf(way: Way, query: Query): SQLInputValue[] {
  const isDown = query.newestFirst === true;
  const from = query.from ?? lowest;
  const to = query.to ?? highest;
  if (query.cursor !== undefined) return [...placeOf(query.cursor, way.order.length), isDown ? from : to];
  const rest = way.order.slice(1).map(() => (isDown ? highest : lowest));
  return isDown ? [to, ...rest, from] : [from, ...rest, to];
}
