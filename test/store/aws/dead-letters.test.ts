import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { until } from '#test/until.ts';
import { anSqsQueue } from './an-sqs-queue.ts';
import { describeOnAws } from './an-aws-world.ts';

const limits = { visibilitySeconds: 1 };

describeOnAws((world) => {
  test('a hundred and more come in pages, and all go back', async () => {
    const { queue, count } = await anSqsQueue(world(), { visibilitySeconds: 1, maxReceives: 1, listSeconds: 2 });
    await queue.send(Array.from({ length: 150 }, (_, n) => n));
    await until('all are dead', async () => {
      await queue.receive(10, 0);
      return (await count('dead')) === 150;
    });
    const first = await queue.dead();
    const second = await queue.dead(first.cursor);
    expect([first.items.length, second.items.length, second.cursor]).toEqual([100, 50, undefined]);
    const ids = new Set([...first.items, ...second.items].map((message) => message.id));
    expect(ids.size).toBe(150);
    expect(await queue.redrive('all')).toBe(150);
    expect([await count('dead'), await count()]).toEqual([0, 150]);
  });

  test('one that could not be sent again stays dead', async () => {
    const { queue, deadQueueUrl, count } = await anSqsQueue(world(), { ...limits, listSeconds: 1 });
    await world().clients.sqs.send(new SendMessageCommand({ QueueUrl: deadQueueUrl, MessageBody: '"x"' }));
    world().sandbox.failNext('POST', /SendMessageBatch/, { reset: true }, 3);
    await expect(queue.redrive('all')).rejects.toBeInstanceOf(TemporaryFailure);
    expect([await count('dead'), await count()]).toEqual([1, 0]);
    expect(await queue.redrive('all')).toBe(1);
  });
});
