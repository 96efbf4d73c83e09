import { DeleteTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import type { Table } from '#core/table.ts';
import { awsError } from '#sandbox/aws/aws-error.ts';
import { createTable } from '#store/aws/create-table.ts';
import { openDynamoTable } from '#store/aws/open-dynamo-table.ts';
import { anItem, describeTable } from '#test/contracts/table.ts';
import { aClock } from '../embedded/a-home.ts';
import { aName, describeOnAws } from './an-aws-world.ts';

const key = { pk: 'p', sk: 's' };

describeOnAws((world) => {
  describeTable('the DynamoDB table', async () => {
    const client = world().clients.dynamo;
    const tableName = aName();
    await createTable(client, tableName);
    const { now, pass } = aClock();
    return {
      table: openDynamoTable({ client, tableName, now }),
      pass: async (seconds) => pass(seconds),
      nowSeconds: () => Math.floor(now().getTime() / 1000),
      close: async () => void (await client.send(new DeleteTableCommand({ TableName: tableName }))),
    };
  });

  let table: Table;
  let tableName: string;
  const { now, pass } = aClock();
  beforeEach(async () => {
    tableName = aName();
    await createTable(world().clients.dynamo, tableName);
    table = openDynamoTable({ client: world().clients.dynamo, tableName, now });
  });

  test('to create the table again changes nothing, and what expires is removed by DynamoDB itself', async () => {
    await table.write([{ put: anItem(key), when: 'absent' }]);
    await createTable(world().clients.dynamo, tableName);
    expect(await table.get([key])).toEqual([anItem(key)]);
    const asked = new DescribeTimeToLiveCommand({ TableName: tableName });
    const { TimeToLiveDescription } = await world().clients.dynamo.send(asked);
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  });

  test('a page is full although most of what DynamoDB looked at has expired', async () => {
    const seconds = now().getTime() / 1000;
    const keys = Array.from({ length: 250 }, (_, n) => ({ pk: 'p', sk: String(n).padStart(3, '0') }));
    const isLeft = (sk: string) => Number(sk) % 60 === 59;
    for (let n = 0; n < keys.length; n += 50) {
      const puts = keys.slice(n, n + 50).map((at) => anItem(at, isLeft(at.sk) ? {} : { expires: seconds + 1 }));
      await table.write(puts.map((put) => ({ put, when: 'any' })));
    }
    pass(1);
    const first = await table.query({ pk: 'p', limit: 2 });
    expect(first.items.map((item) => item.sk)).toEqual(['059', '119']);
    const rest = await table.query({ pk: 'p', limit: 10, cursor: first.cursor ?? '' });
    expect(rest.items.map((item) => item.sk)).toEqual(['179', '239']);
    expect(rest.cursor).toBeUndefined();
  });

  test('more than a hundred items, and more than DynamoDB gives at once, come as one answer', async () => {
    const body = 'x'.repeat(300 * 1_024);
    const keys = Array.from({ length: 120 }, (_, n) => ({ pk: `p${n}`, sk: 's' }));
    for (let n = 0; n < keys.length; n += 10) {
      await table.write(keys.slice(n, n + 10).map((at) => ({ put: anItem(at, { body }), when: 'absent' })));
    }
    const found = await table.get(keys);
    expect(found.map((item) => item?.pk)).toEqual(keys.map(({ pk }) => pk));
  });

  test('a text that is no cursor is refused as a bug', async () => {
    await table.write(['a', 'b'].map((sk) => ({ put: anItem({ pk: 'p', sk }), when: 'any' })));
    const { cursor = '' } = await table.query({ pk: 'p', limit: 1 });
    await expect(table.query({ pk: 'p', limit: 1, cursor: `x${cursor}` })).rejects.toThrow('not a cursor');
    await expect(table.query({ pk: 'p', index: 'due', limit: 1, cursor })).rejects.toThrow('not a cursor');
    await expect(table.query({ pk: 'p', limit: 0 })).rejects.toThrow('not a limit');
  });

  test('a range may begin at the empty text, and ends before everything there', async () => {
    await table.write([{ put: anItem(key), when: 'any' }]);
    expect((await table.query({ pk: 'p', from: '', limit: 5 })).items).toEqual([anItem(key)]);
    expect((await table.query({ pk: 'p', from: '', to: '', limit: 5 })).items).toEqual([]);
  });

  describe('when an answer gets lost', () => {
    test.each([
      ['a put', [{ put: anItem(key, { v: 2 }), when: { v: 1 } }], '/dynamodb/PutItem'],
      ['a remove', [{ remove: key, when: { v: 1 } }], '/dynamodb/TransactWriteItems'],
      [
        'a batch',
        [
          { put: anItem(key, { v: 2 }), when: { v: 1 } },
          { put: anItem({ pk: 'q', sk: 's' }), when: 'absent' },
        ],
        '/dynamodb/TransactWriteItems',
      ],
    ] as const)('%s is not in conflict with itself', async (_, batch, path) => {
      await table.write([{ put: anItem(key), when: 'absent' }]);
      world().sandbox.failNext('POST', new RegExp(path), { lostAnswer: true });
      expect(await table.write([...batch])).toEqual({ conflicts: [] });
    });

    test('a put of somebody else in its place is a conflict', async () => {
      await table.write([{ put: anItem(key), when: 'absent' }]);
      world().sandbox.failNext('POST', /PutItem/, { reset: true });
      const put = table.write([{ put: anItem(key), when: 'absent' }]);
      expect(await put).toEqual({ conflicts: [key] });
    });
  });

  describe('when DynamoDB does not answer as it should', () => {
    const cancelled = (code: string) =>
      awsError('TransactionCanceledException', { CancellationReasons: [{ Code: 'None' }, { Code: code }] });
    const two = ['a', 'b'].map((sk) => ({ put: anItem({ pk: 'p', sk }), when: 'any' as const }));

    test.each(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError'])(
      'a batch goes in after a %s',
      async (code) => {
        world().sandbox.failNext('POST', /TransactWriteItems/, cancelled(code), 2);
        expect(await table.write(two)).toEqual({ conflicts: [] });
        expect((await table.query({ pk: 'p', limit: 5 })).items).toHaveLength(2);
      },
    );

    test('a batch that is always in the way of another one is a temporary failure', async () => {
      world().sandbox.failNext('POST', /TransactWriteItems/, cancelled('TransactionConflict'), 6);
      await expect(table.write(two)).rejects.toBeInstanceOf(TemporaryFailure);
      expect((await table.query({ pk: 'p', limit: 5 })).items).toEqual([]);
    });

    test('a put waits for the transaction that has its item', async () => {
      world().sandbox.failNext('POST', /PutItem/, awsError('TransactionConflictException'));
      expect(await table.write([{ put: anItem(key), when: 'absent' }])).toEqual({ conflicts: [] });
    });

    // The SDK tries three times, but never asks again for an answer that it got and could not read.
    test.each([
      ['fails', awsError('InternalServerError', { status: 500 }), 12],
      ['cuts the connection', { reset: true }, 12],
      ['answers with half of the JSON', { invalidJson: true }, 4],
    ] as const)('reads and writes are temporary failures while it %s', async (_, fault, times) => {
      world().sandbox.failNext('POST', /dynamodb/, fault, times);
      await expect(table.get([key])).rejects.toBeInstanceOf(TemporaryFailure);
      await expect(table.query({ pk: 'p', limit: 1 })).rejects.toBeInstanceOf(TemporaryFailure);
      await expect(table.get([key, { pk: 'q', sk: 's' }])).rejects.toBeInstanceOf(TemporaryFailure);
      await expect(table.write([{ put: anItem(key), when: 'any' }])).rejects.toBeInstanceOf(TemporaryFailure);
    });

    test.each(['ProvisionedThroughputExceededException', 'ThrottlingException'])(
      'a write that ends in %s is a temporary failure',
      async (name) => {
        world().sandbox.failNext('POST', /PutItem/, awsError(name), 3);
        const writing = table.write([{ put: anItem(key), when: 'absent' }]);
        await expect(writing).rejects.toBeInstanceOf(TemporaryFailure);
        expect(await table.get([key])).toEqual([undefined]);
      },
    );

    test('a table that is not there is no passing thing', async () => {
      const other = openDynamoTable({ client: world().clients.dynamo, tableName: aName(), now });
      await expect(other.get([key])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });
  });
});
