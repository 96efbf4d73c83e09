import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { awsError } from '#sandbox/aws/aws-error.ts';
import { until } from '#test/until.ts';
import { anSqsQueue } from './an-sqs-queue.ts';
import { describeOnAws } from './an-aws-world.ts';

const limits = { visibilitySeconds: 60 };

describeOnAws((world) => {
  test('many bodies, big ones among them, are all received', async () => {
    const { queue } = await anSqsQueue(world(), { visibilitySeconds: 60 });
    const bodies = Array.from({ length: 45 }, (_, n) => (n % 9 === 0 ? 'x'.repeat(190 * 1_024) : n));
    await queue.send(bodies);
    const found: unknown[] = [];
    await until('all bodies', async () => {
      for (const message of await queue.receive(10, 1)) found.push(message.body);
      return found.length === bodies.length;
    });
    expect(new Set(found)).toEqual(new Set(bodies));
  });

  test('characters that XML does not have arrive as they were', async () => {
    const { queue } = await anSqsQueue(world(), limits);
    const body = { text: '\u0000\uFFFE\uFFFF\ud83d', '\uFFFF': '\\uffff' };
    await queue.send([body]);
    expect(await queue.receive(1, 1)).toMatchObject([{ body }]);
  });

  test('what SQS leaves undone of a batch is sent again, and no more than that', async () => {
    const { queue, count } = await anSqsQueue(world(), limits);
    const Failed = [{ Id: '1', SenderFault: false, Code: 'InternalError' }];
    world().sandbox.failNext('POST', /SendMessageBatch/, {
      status: 200,
      body: { Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: md5('"a"') }], Failed },
    });
    await queue.send(['a', 'b']);
    expect(await count()).toBe(1);
    expect(await queue.receive(10, 1)).toMatchObject([{ body: 'b' }]);
  });

  test('what SQS refuses of a batch is an error, and not tried again', async () => {
    const { queue, count } = await anSqsQueue(world(), limits);
    const Failed = [{ Id: '0', SenderFault: true, Code: 'InvalidMessageContents', Message: 'no' }];
    world().sandbox.failNext('POST', /SendMessageBatch/, { status: 200, body: { Failed } });
    await expect(queue.send(['a'])).rejects.toMatchObject({ name: 'Error', message: expect.stringContaining('no') });
    expect(await count()).toBe(0);
  });

  test('a send that is throttled to the end is a temporary failure', async () => {
    const { queue } = await anSqsQueue(world(), limits);
    world().sandbox.failNext('POST', /sqs/, awsError('RequestThrottled', { status: 403 }), 3);
    await expect(queue.send([1])).rejects.toBeInstanceOf(TemporaryFailure);
  });
});

/** The SDK compares it with what it sent. */
function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
