import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item, Page, Query } from '#core/table.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import { type Attributes, itemOf } from './dynamo-item.ts';
import type { DynamoPlace } from './open-dynamo-table.ts';

/** Items that one request looks at after the first one found too much that has expired. */
const nextLook = 100;

/**
 * One page, always full unless it is the last: what has expired is passed over. The main keys are read strongly
 * consistent; an index cannot be. A cursor is the place of the last item seen, so writes in between move nothing.
 */
export async function queryDynamo(place: DynamoPlace, query: Query, nowSeconds: number): Promise<Page<Item>> {
  if (!Number.isSafeInteger(query.limit) || query.limit < 1) throw new Error(`not a limit: ${query.limit}`);
  const after = query.cursor === undefined ? undefined : startOf(query, query.cursor);
  if (isEmptyRange(query)) return { items: [] };
  const input = inputOf(place, query, nowSeconds);
  const items: Item[] = [];
  let start = after;
  let look = query.limit;
  do {
    const answer = await place.client.send(
      new QueryCommand({ ...input, Limit: look, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    items.push(...(answer.Items ?? []).map(itemOf));
    start = answer.LastEvaluatedKey;
    look = Math.max(query.limit, nextLook);
  } while (start !== undefined && items.length < query.limit);
  const shown = items.slice(0, query.limit);
  const last = shown.at(-1);
  const isMore = start !== undefined || items.length > shown.length;
  return isMore && last !== undefined ? { items: shown, cursor: cursorOf(partsOf(query, last)) } : { items: shown };
}

function inputOf(place: DynamoPlace, query: Query, nowSeconds: number): QueryCommandInput {
  const { from, to, index } = query;
  const names = namesOf(query);
  const range = [...(from ? ['#sk >= :from'] : []), ...(to === undefined ? [] : ['#sk <= :to'])];
  return {
    TableName: place.tableName,
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
    // A key condition has at most one term for the sort key.
    KeyConditionExpression: ['#pk = :pk', range.length === 2 ? '#sk BETWEEN :from AND :to' : range[0]]
      .filter((term) => term !== undefined)
      .join(' AND '),
    FilterExpression: 'attribute_not_exists(expires) OR expires > :now',
    ExpressionAttributeNames: { '#pk': names.pk, ...(range.length === 0 ? {} : { '#sk': names.sk }) },
    ExpressionAttributeValues: {
      ':pk': { S: query.pk },
      ':now': { N: String(nowSeconds) },
      ...(from ? { ':from': { S: from } } : {}),
      ...(to === undefined ? {} : { ':to': { S: to } }),
    },
    ScanIndexForward: query.newestFirst !== true,
  };
}

/** DynamoDB refuses a range whose ends are the wrong way round, and an empty text as a key. */
function isEmptyRange({ from, to }: Query): boolean {
  if (to === undefined) return false;
  return to === '' || (from !== undefined && Buffer.compare(Buffer.from(from), Buffer.from(to)) > 0);
}

function namesOf({ index }: Query): { pk: string; sk: string } {
  return index === undefined ? { pk: 'pk', sk: 'sk' } : { pk: `${index}Pk`, sk: `${index}Sk` };
}

function partsOf({ index }: Query, item: Item): string[] {
  return index === undefined ? [item.sk] : [item[index]?.sk ?? '', item.pk, item.sk];
}

/** An index has no unique keys: the place of an item in it needs the main key too. */
function startOf(query: Query, cursor: string): Attributes {
  const { pk, sk } = namesOf(query);
  const [place = '', itemPk = '', itemSk = ''] = placeOf(cursor, query.index === undefined ? 1 : 3);
  const start = { [pk]: { S: query.pk }, [sk]: { S: place } };
  return query.index === undefined ? start : { ...start, pk: { S: itemPk }, sk: { S: itemSk } };
}
