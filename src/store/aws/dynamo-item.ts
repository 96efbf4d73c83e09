import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Json } from '#core/json.ts';
import type { Item, Key } from '#core/table.ts';

export type Attributes = Record<string, AttributeValue>;

/**
 * An item as attributes: `pk` `sk`, `v`, `expires` (the TTL attribute), `changesPk` `changesSk` `duePk` `dueSk` (the
 * keys of the two indexes), and `body` as JSON text, which keeps every JSON value as it was, empty names included.
 */
export function attributesOf(item: Item): Attributes {
  return {
    ...keyAttributes(item),
    v: { N: String(item.v) },
    body: { S: JSON.stringify(item.body) },
    ...(item.changes === undefined ? {} : { changesPk: { S: item.changes.pk }, changesSk: { S: item.changes.sk } }),
    ...(item.due === undefined ? {} : { duePk: { S: item.due.pk }, dueSk: { S: item.due.sk } }),
    ...(item.expires === undefined ? {} : { expires: { N: String(item.expires) } }),
  };
}

export function keyAttributes({ pk, sk }: Key): Attributes {
  return { pk: { S: pk }, sk: { S: sk } };
}

export function itemOf(attributes: Attributes): Item {
  const changes = keyOf(attributes['changesPk'], attributes['changesSk']);
  const due = keyOf(attributes['duePk'], attributes['dueSk']);
  const expires = attributes['expires']?.N;
  return {
    pk: attributes['pk']?.S ?? '',
    sk: attributes['sk']?.S ?? '',
    v: Number(attributes['v']?.N),
    body: JSON.parse(attributes['body']?.S ?? 'null') as Json,
    ...(changes === undefined ? {} : { changes }),
    ...(due === undefined ? {} : { due }),
    ...(expires === undefined ? {} : { expires: Number(expires) }),
  };
}

/** DynamoDB removes what has expired some time later, up to days: until then it is passed over here. */
export function isLive(attributes: Attributes, nowSeconds: number): boolean {
  const expires = attributes['expires']?.N;
  return expires === undefined || Number(expires) > nowSeconds;
}

function keyOf(pk: AttributeValue | undefined, sk: AttributeValue | undefined): Key | undefined {
  return pk?.S === undefined || sk?.S === undefined ? undefined : { pk: pk.S, sk: sk.S };
}
