import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Json } from '#core/json.ts';
import type { Item, Key } from '#core/table.ts';

/** The columns of `items`, in the order of `valuesOf`. */
export const columns = ['pk', 'sk', 'v', 'body', 'changes_pk', 'changes_sk', 'due_pk', 'due_sk', 'expires'] as const;

/** An item, with its body as JSON text, as the values of a row. */
export function valuesOf(item: Item, body: string): SQLInputValue[] {
  const { pk, sk, v, changes, due, expires } = item;
  return [pk, sk, v, body, changes?.pk ?? null, changes?.sk ?? null, due?.pk ?? null, due?.sk ?? null, expires ?? null];
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
