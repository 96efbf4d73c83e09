import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Message } from '#core/queue.ts';
import { createQueues } from '#store/aws/create-queues.ts';
import { createTable } from '#store/aws/create-table.ts';
import { openAwsStore } from '#store/aws/open-aws-store.ts';
import { readS3Notification } from '#store/aws/read-s3-notification.ts';
import { anItem } from '#test/contracts/table.ts';
import { until } from '#test/until.ts';
import { aName, type AwsWorld, describeOnAws } from './an-aws-world.ts';

const item = anItem({ pk: 'p', sk: 's' });

describeOnAws((world) => {
  test('a process that has only the standard environment keeps all three, and ends when its store is closed', async () => {
    const places = await makePlaces(world());
    const script = `
      import { openAwsStore } from '#store/aws/open-aws-store.ts';
      const store = await openAwsStore({ ...JSON.parse(process.argv[1]), now: () => new Date() });
      await store.blobs.put('a/b', Buffer.from('bytes'));
      await store.table.write([{ put: ${JSON.stringify(item)}, when: 'absent' }]);
      await store.queue.send(['sent']);
      const first = await store.queue.receive(1, 5);
      await store.queue.done(first);
      const waiting = store.queue.receive(1, 3600, new AbortController().signal);
      await store.close();
      console.log(JSON.stringify([first.map((message) => message.body), await waiting]));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(places)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], ...world().sandbox.env },
    });
    const [output] = await Promise.all([buffer(child.stdout), once(child, 'exit')]);
    expect(child.exitCode).toBe(0);
    expect(String(output)).toBe('[["sent"],[]]\n');

    const store = await openAwsStore({ ...places, now: () => new Date() });
    const stream = await store.blobs.get('a/b');
    expect(stream && String(await buffer(stream))).toBe('bytes');
    expect(await store.table.get([item])).toEqual([item]);
    await store.close();
  });

  test('clients that were given stay open', async () => {
    const places = await makePlaces(world());
    const { clients } = world();
    const store = await openAwsStore({ ...places, clients, now: () => new Date() });
    await store.close();
    const again = await openAwsStore({ ...places, clients, now: () => new Date() });
    expect(await again.table.get([item])).toEqual([undefined]);
    await again.close();
  });

  test('a bucket tells the queue of a file that somebody saved, whatever its key', async () => {
    const places = await makePlaces(world());
    world().sandbox.notify(places.bucket, places.name);
    const store = await openAwsStore({ ...places, now: () => new Date() });
    await store.blobs.put("AWSLogs/1/it's+(new)=1.json", Buffer.from('{}'));
    const messages: Message[] = [];
    await until('two messages', async () => {
      messages.push(...(await store.queue.receive(10, 1)));
      return messages.length === 2;
    });
    const announced = messages.map((message) => readS3Notification(message.body));
    const file = { bucket: places.bucket, key: "AWSLogs/1/it's+(new)=1.json", savedAt: expect.any(String) };
    expect(announced).toEqual(expect.arrayContaining([[], [file]]));
    await store.close();
  });
});

async function makePlaces({ sandbox, clients }: AwsWorld) {
  const name = aName();
  sandbox.createBucket(name);
  await createTable(clients.dynamo, name);
  return { name, tableName: name, bucket: name, ...(await createQueues(clients.sqs, name)) };
}
