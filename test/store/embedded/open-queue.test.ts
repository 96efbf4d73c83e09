import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '#store/embedded/open-database.ts';
import { openQueue } from '#store/embedded/open-queue.ts';
import { describeQueue } from '#test/contracts/queue.ts';
import { aClock, aHome } from './a-home.ts';

describeQueue('the embedded queue', async () => {
  const home = await mkdtemp(join(tmpdir(), 'irene-queue-'));
  const db = openDatabase(join(home, 'irene.db'));
  const { now, pass } = aClock();
  const limits = { visibilitySeconds: 30, maxReceives: 5 };
  return {
    queue: openQueue(db, { now }),
    ...limits,
    pass: async (seconds) => pass(seconds),
    close: async () => {
      db.close();
      await rm(home, { recursive: true });
    },
  };
});

test('queues of two names share nothing', async () => {
  const db = openDatabase(join(await aHome(), 'irene.db'));
  const { now } = aClock();
  const [one, two] = ['one', 'two'].map((name) => openQueue(db, { now, name }));
  await one?.send([1]);
  expect(await two?.receive(1, 0)).toEqual([]);
  const [message] = (await one?.receive(1, 0)) ?? [];
  expect(message?.body).toBe(1);
  expect(message && (await two?.extend(message, 5))).toBe(false);
  db.close();
});

test('a send through another handle of the file is seen by who waits', async () => {
  const file = join(await aHome(), 'irene.db');
  const [here, there] = [openDatabase(file), openDatabase(file)];
  const { now } = aClock();
  const waiting = openQueue(here, { now }).receive(1, 15);
  await openQueue(there, { now }).send(['from there']);
  expect(await waiting).toMatchObject([{ body: 'from there' }]);
  here.close();
  there.close();
});

test('the end of the database ends the wait with none', async () => {
  const db = openDatabase(join(await aHome(), 'irene.db'));
  const waiting = openQueue(db, aClock()).receive(1, 600);
  db.close();
  expect(await waiting).toEqual([]);
});

test('a hundred and more dead messages come in pages', async () => {
  const db = openDatabase(join(await aHome(), 'irene.db'));
  const { now, pass } = aClock();
  const queue = openQueue(db, { now, maxReceives: 1 });
  await queue.send(Array.from({ length: 150 }, (_, n) => n));
  expect(await queue.receive(150, 0)).toHaveLength(150);
  pass(60);
  const first = await queue.dead();
  const second = await queue.dead(first.cursor);
  expect([first.items.length, second.items.length, second.cursor]).toEqual([100, 50, undefined]);
  expect(await queue.redrive('all')).toBe(150);
  db.close();
});
