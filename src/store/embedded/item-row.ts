import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Json } from '#core/json.ts';
import type { Item, Key } from '#core/table.ts';

/** An item as the named parameters of a row. */
export function rowOf(item: Item): Record<string, SQLInputValue> {
  return {
    pk: item.pk,
    sk: item.sk,
    v: item.v,
    body: JSON.stringify(item.body),
    changes_pk: item.changes?.pk ?? null,
    changes_sk: item.changes?.sk ?? null,
    due_pk: item.due?.pk ?? null,
    due_sk: item.due?.sk ?? null,
    expires: item.expires ?? null,
  };
}

/** The item of a row of `items`. */
export function itemOf(row: Record<string, SQLOutputValue>): Item {
  const changes = keyOf(row['changes_pk'], row['changes_sk']);
  const due = keyOf(row['due_pk'], row['due_sk']);
  const expires = row['expires'];
  return {
    pk: String(row['pk']),
    sk: String(row['sk']),
    v: Number(row['v']),
    body: JSON.parse(String(row['body'])) as Json,
    ...(changes === undefined ? {} : { changes }),
    ...(due === undefined ? {} : { due }),
    ...(typeof expires === 'number' ? { expires } : {}),
  };
}

function keyOf(pk: SQLOutputValue | undefined, sk: SQLOutputValue | undefined): Key | undefined {
  return typeof pk === 'string' && typeof sk === 'string' ? { pk, sk } : undefined;
}
