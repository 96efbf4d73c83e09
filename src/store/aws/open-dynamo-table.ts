import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { TemporaryFailure } from '#core/errors.ts';
import type { Key, Table } from '#core/table.ts';
import { checkBatch } from '../check-batch.ts';
import { askAws } from './aws-failure.ts';
import { type Attributes, isLive, itemOf, keyAttributes } from './dynamo-item.ts';
import { queryDynamo } from './query-dynamo.ts';
import { tryAgain } from './try-again.ts';
import { writeDynamo } from './write-dynamo.ts';

export interface DynamoPlace {
  client: DynamoDBClient;
  tableName: string;
}

/** DynamoDB's limit for one BatchGetItem. */
const keysAtOnce = 100;

/** The table in one DynamoDB table, as `createTable` makes it. What has expired counts as absent, by the clock `now`. */
export function openDynamoTable({ now, ...place }: DynamoPlace & { now: () => Date }): Table {
  const nowSeconds = () => Math.floor(now().getTime() / 1000);
  return {
    get: (keys) =>
      askAws('DynamoDB', async () => {
        const found = await getAll(place, keys);
        return keys.map((key) => {
          const attributes = found.get(nameOf(key));
          return attributes !== undefined && isLive(attributes, nowSeconds()) ? itemOf(attributes) : undefined;
        });
      }),
    query: (query) => askAws('DynamoDB', () => queryDynamo(place, query, nowSeconds())),
    write: (batch) =>
      askAws('DynamoDB', async () => {
        checkBatch(batch);
        return writeDynamo(place, batch, nowSeconds());
      }),
  };
}

async function getAll(place: DynamoPlace, keys: Key[]): Promise<Map<string, Attributes>> {
  // A batch refuses a key that it holds twice.
  const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const found = new Map<string, Attributes>();
  const [only] = distinct;
  if (only !== undefined && distinct.length === 1) {
    const input = { TableName: place.tableName, Key: keyAttributes(only), ConsistentRead: true };
    const { Item } = await place.client.send(new GetItemCommand(input));
    if (Item !== undefined) found.set(nameOf(only), Item);
    return found;
  }
  for (let n = 0; n < distinct.length; n += keysAtOnce) {
    await getBatch(place, distinct.slice(n, n + keysAtOnce).map(keyAttributes), found);
  }
  return found;
}

/** A big answer comes in parts, a throttled one not at all: only rounds that bring nothing count as tries. */
async function getBatch(place: DynamoPlace, keys: Attributes[], found: Map<string, Attributes>): Promise<void> {
  let left = keys;
  while (left.length > 0) {
    const rest = await tryAgain(async () => {
      const asked = { [place.tableName]: { Keys: left, ConsistentRead: true } };
      const answer = await place.client.send(new BatchGetItemCommand({ RequestItems: asked }));
      for (const item of answer.Responses?.[place.tableName] ?? []) found.set(nameOf(keyOf(item)), item);
      const unprocessed = answer.UnprocessedKeys?.[place.tableName]?.Keys ?? [];
      return unprocessed.length < left.length ? unprocessed : undefined;
    });
    if (rest === undefined) throw new TemporaryFailure('DynamoDB leaves reads undone: it is throttled');
    left = rest;
  }
}

function keyOf(attributes: Attributes): Key {
  return { pk: attributes['pk']?.S ?? '', sk: attributes['sk']?.S ?? '' };
}

function nameOf({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}
