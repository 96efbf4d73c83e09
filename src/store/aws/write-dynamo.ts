import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { TemporaryFailure } from '#core/errors.ts';
import type { Item, Key, Write } from '#core/table.ts';
import { type Attributes, attributesOf, keyAttributes } from './dynamo-item.ts';
import type { DynamoPlace } from './open-dynamo-table.ts';
import { tryAgain } from './try-again.ts';

type Conflicts = { conflicts: Key[] };

/** Reasons of a cancelled transaction that pass by themselves: another one had the item, or too much was asked. */
const passingReasons = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

/**
 * Writes the batch as one: a put or a plain remove by itself, everything else as a transaction. A try whose answer got
 * lost is not taken for a conflict with itself: a transaction has a token, and a put carries the name of its write.
 */
export async function writeDynamo(place: DynamoPlace, batch: Write[], nowSeconds: number): Promise<Conflicts> {
  const [only] = batch;
  if (only === undefined) return { conflicts: [] };
  const token = randomUUID();
  const answer = await tryAgain(() => {
    if (batch.length === 1 && 'put' in only) return putOne(place, only, { token, nowSeconds });
    if (batch.length === 1 && 'remove' in only && only.when === 'any') return removeOne(place, only.remove);
    return transact(place, batch, { token, nowSeconds });
  });
  if (answer === undefined) throw new TemporaryFailure('DynamoDB: other writes stay in the way of this one');
  return answer;
}

type Put = Extract<Write, { put: Item }>;
type Attempt = { token: string; nowSeconds: number };

async function putOne(place: DynamoPlace, { put, when }: Put, attempt: Attempt): Promise<Conflicts | undefined> {
  const command = new PutItemCommand({
    TableName: place.tableName,
    Item: { ...attributesOf(put), write: { S: attempt.token } },
    ...conditionOf(when, attempt.nowSeconds),
    ...(when === 'any' ? {} : { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
  });
  try {
    await place.client.send(command);
    return { conflicts: [] };
  } catch (error) {
    if (isInTheWay(error)) return undefined;
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const isOurs = error.Item?.['write']?.S === attempt.token;
    return { conflicts: isOurs ? [] : [{ pk: put.pk, sk: put.sk }] };
  }
}

async function removeOne(place: DynamoPlace, key: Key): Promise<Conflicts | undefined> {
  try {
    await place.client.send(new DeleteItemCommand({ TableName: place.tableName, Key: keyAttributes(key) }));
    return { conflicts: [] };
  } catch (error) {
    if (isInTheWay(error)) return undefined;
    throw error;
  }
}

async function transact(place: DynamoPlace, batch: Write[], attempt: Attempt): Promise<Conflicts | undefined> {
  const items = batch.map((write) => transactItem(place, write, attempt.nowSeconds));
  try {
    await place.client.send(new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: attempt.token }));
    return { conflicts: [] };
  } catch (error) {
    if (isInTheWay(error)) return undefined;
    if (!(error instanceof TransactionCanceledException)) throw error;
    // One reason for each write, in their order.
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
    const failed = batch.filter((_, n) => codes[n] === 'ConditionalCheckFailed');
    if (failed.length > 0) return { conflicts: failed.map(keyOf) };
    if (codes.some((code) => passingReasons.has(code))) return undefined;
    throw error;
  }
}

function transactItem({ tableName }: DynamoPlace, write: Write, nowSeconds: number): TransactWriteItem {
  const where = { TableName: tableName, ...conditionOf(write.when, nowSeconds) };
  if ('put' in write) return { Put: { ...where, Item: attributesOf(write.put) } };
  return { Delete: { ...where, Key: keyAttributes(write.remove) } };
}

function conditionOf(
  when: Write['when'],
  nowSeconds: number,
): { ConditionExpression?: string; ExpressionAttributeValues?: Attributes } {
  if (when === 'any') return {};
  const now = { ':now': { N: String(nowSeconds) } };
  if (when === 'absent') {
    return { ConditionExpression: 'attribute_not_exists(pk) OR expires <= :now', ExpressionAttributeValues: now };
  }
  return {
    ConditionExpression: 'v = :v AND (attribute_not_exists(expires) OR expires > :now)',
    ExpressionAttributeValues: { ...now, ':v': { N: String(when.v) } },
  };
}

/** Another transaction is at work on the same item, or this one itself from an earlier try. */
function isInTheWay(error: unknown): boolean {
  return error instanceof TransactionConflictException || error instanceof TransactionInProgressException;
}

function keyOf(write: Write): Key {
  const { pk, sk } = 'put' in write ? write.put : write.remove;
  return { pk, sk };
}
