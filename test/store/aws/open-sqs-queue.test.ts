import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { awsError } from '#sandbox/aws/aws-error.ts';
import { createQueues } from '#store/aws/create-queues.ts';
import { describeQueue } from '#test/contracts/queue.ts';
import { aName, describeOnAws } from './an-aws-world.ts';
import { anSqsQueue } from './an-sqs-queue.ts';

/** So long that what is asked in between is surely asked in time on a slow machine. */
const limits = { visibilitySeconds: 3, maxReceives: 2 };
/** The clock of SQS is not ours: its seconds must truly go by. */
const pass = (seconds: number) => wait(seconds * 1000 + 30);

describeOnAws((world) => {
  describeQueue('the SQS queue', async () => {
    const { queue } = await anSqsQueue(world(), limits);
    return { queue, ...limits, pass, close: () => queue.close() };
  });

  describe('receiving', () => {
    test('a text of others that is no JSON is given as it is', async () => {
      const { queue, queueUrl } = await anSqsQueue(world(), limits);
      await world().clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'not {JSON' }));
      expect(await queue.receive(1, 1)).toMatchObject([{ body: 'not {JSON', receives: 1 }]);
    });

    test('a message that comes when somebody stops is given back', async () => {
      const { queue } = await anSqsQueue(world(), { visibilitySeconds: 600 });
      const stop = new AbortController();
      const waiting = queue.receive(1, 15, stop.signal);
      stop.abort();
      await queue.send(['x']);
      expect(await waiting).toEqual([]);
      expect(await queue.receive(1, 5)).toMatchObject([{ body: 'x' }]);
    });

    test('to close ends the waits with none', async () => {
      const { queue } = await anSqsQueue(world(), limits);
      const waiting = queue.receive(1, 60, new AbortController().signal);
      await queue.close();
      expect(await waiting).toEqual([]);
      expect(await queue.receive(1, 60)).toEqual([]);
    });
  });

  test('to make the queues again changes nothing', async () => {
    const name = aName();
    const urls = await createQueues(world().clients.sqs, name);
    expect(await createQueues(world().clients.sqs, name)).toEqual(urls);
    const asked = new GetQueueAttributesCommand({ QueueUrl: urls.queueUrl, AttributeNames: ['All'] });
    const { Attributes } = await world().clients.sqs.send(asked);
    expect(Attributes).toMatchObject({ VisibilityTimeout: '30', MessageRetentionPeriod: '1209600' });
    expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '')).toMatchObject({ maxReceiveCount: 5 });
  });

  test.each([
    ['fails', awsError('InternalError', { status: 500 })],
    ['cuts the connection', { reset: true }],
  ] as const)('everything is a temporary failure while SQS %s', async (_, fault) => {
    const { queue } = await anSqsQueue(world(), limits);
    const message = { id: 'a', body: 1, receives: 1, receipt: 'r' };
    const asks = [
      () => queue.send([1]),
      () => queue.receive(1, 0),
      () => queue.extend(message, 1),
      () => queue.done([message]),
      () => queue.dead(),
      () => queue.redrive('all'),
      () => queue.discard(['a']),
    ];
    for (const ask of asks) {
      world().sandbox.failNext('POST', /sqs/, fault, 3);
      await expect(ask()).rejects.toBeInstanceOf(TemporaryFailure);
    }
  });
});
