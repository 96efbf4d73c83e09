import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#core/json.ts';
import type { DeadMessage, Message, Queue } from '#core/queue.ts';

export interface OpenQueue {
  queue: Queue;
  /** What the member was opened with. */
  visibilitySeconds: number;
  maxReceives: number;
  /** Lets the seconds go by that a message stays invisible, by the member's clock or in truth. */
  pass: (seconds: number) => Promise<void>;
  close(): Promise<void>;
}

/** What every Queue promises (`src/core/queue.ts`): at least once, in no promised order. */
export function describeQueue(name: string, open: () => Promise<OpenQueue>): void {
  describe(`${name} as a Queue`, () => {
    let opened: OpenQueue;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    describeDelivery(() => opened);
    describeWaiting(() => opened);
    describeReceipts(() => opened);
    describeDeath(() => opened);
  });
}

function describeDelivery(opened: () => OpenQueue): void {
  test('every body that was sent is received as it was', async () => {
    const { queue } = opened();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 12 }), async (drawn) => {
        const bodies: Json[] = JSON.parse(JSON.stringify(drawn));
        await queue.send(bodies);
        const messages = await receiveCount(queue, bodies.length);
        expect(texts(messages)).toEqual(bodies.map((body) => JSON.stringify(body)).toSorted());
        expect(messages.every((message) => message.receives === 1)).toBe(true);
        await queue.done(messages);
      }),
      { numRuns: 20 },
    );
    expect(await queue.receive(10, 0)).toEqual([]);
  });

  test('never gives more than asked for, and none twice at a time', async () => {
    const { queue } = opened();
    await queue.send([1, 2, 3]);
    expect((await queue.receive(2, 5)).length).toBeLessThanOrEqual(2);
    const others = await Promise.all([queue.receive(10, 0), queue.receive(10, 0)]);
    expect(others.flat().length).toBeLessThanOrEqual(2);
    expect(new Set(others.flat().map((message) => message.id)).size).toBe(others.flat().length);
  });

  test('a delayed message comes when its time has come', async () => {
    const { queue, pass } = opened();
    await queue.send(['later'], { delaySeconds: 2 });
    expect(await queue.receive(1, 0)).toEqual([]);
    await pass(2);
    expect(texts(await queue.receive(1, 5))).toEqual(['"later"']);
  });
}

function describeWaiting(opened: () => OpenQueue): void {
  test('a send wakes who waits', async () => {
    const { queue } = opened();
    const waiting = queue.receive(1, 15);
    await queue.send(['x']);
    expect(texts(await waiting)).toEqual(['"x"']);
  });

  test('an abort ends the wait with none', async () => {
    const { queue } = opened();
    const stop = new AbortController();
    const waiting = queue.receive(1, 15, stop.signal);
    const begin = performance.now();
    stop.abort();
    expect(await waiting).toEqual([]);
    expect(await queue.receive(1, 15, stop.signal)).toEqual([]);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
}

function describeReceipts(opened: () => OpenQueue): void {
  test('a message that is not done comes again, with a new receipt and one more receive', async () => {
    const { queue, pass, visibilitySeconds } = opened();
    await queue.send(['x']);
    const first = await receiveOne(queue);
    await pass(visibilitySeconds);
    const second = await receiveOne(queue);
    expect(second).toMatchObject({ id: first.id, body: 'x', receives: 2 });
    expect(second.receipt).not.toBe(first.receipt);
  });

  test('an old receipt neither ends nor extends a message that was delivered again', async () => {
    const { queue, pass, visibilitySeconds } = opened();
    await queue.send(['x']);
    const first = await receiveOne(queue);
    await pass(visibilitySeconds);
    const second = await receiveOne(queue);
    await queue.done([first]);
    expect(await queue.extend(first, visibilitySeconds)).toBe(false);
    expect(await queue.extend(second, visibilitySeconds)).toBe(true);
    await queue.done([second]);
    await pass(visibilitySeconds);
    expect(await queue.receive(1, 0)).toEqual([]);
    expect(await queue.extend(second, visibilitySeconds)).toBe(false);
  });

  test('an extended message stays away longer, one that is given back comes sooner', async () => {
    const { queue, pass, visibilitySeconds } = opened();
    await queue.send(['x']);
    const first = await receiveOne(queue);
    expect(await queue.extend(first, 2 * visibilitySeconds)).toBe(true);
    await pass(visibilitySeconds);
    expect(await queue.receive(1, 0)).toEqual([]);
    expect(await queue.extend(first, 1)).toBe(true);
    await pass(1);
    expect((await receiveOne(queue)).id).toBe(first.id);
  });

  test('to end nothing, or the same message twice, is no error', async () => {
    const { queue } = opened();
    await queue.send(['x']);
    const message = await receiveOne(queue);
    await queue.done([]);
    await queue.done([message]);
    await queue.done([message]);
  });
}

function describeDeath(opened: () => OpenQueue): void {
  test('after the last receive a message is dead and comes no more', async () => {
    const { queue, maxReceives } = opened();
    await kill(opened(), ['x']);
    expect(await queue.receive(1, 0)).toEqual([]);
    await expect.poll(() => allDead(queue), { timeout: 40_000 }).toMatchObject([{ body: 'x' }]);
    const [dead] = await allDead(queue);
    expect(dead?.receives).toBeGreaterThanOrEqual(maxReceives);
  });

  test('a message in its last delivery is not dead yet', async () => {
    const { queue } = opened();
    await kill(opened(), ['x'], { letLastEnd: false });
    expect(await allDead(queue)).toEqual([]);
  });

  test('sent again, a dead message starts from its first receive; the others stay dead', async () => {
    const { queue } = opened();
    await kill(opened(), ['x', 'y']);
    await expect.poll(async () => (await allDead(queue)).length, { timeout: 40_000 }).toBe(2);
    const x = (await allDead(queue)).filter((message) => message.body === 'x');
    expect(await queue.redrive([...x.map((message) => message.id), 'no-such-id'])).toBe(1);
    expect(await receiveOne(queue)).toMatchObject({ body: 'x', receives: 1 });
    expect(await allDead(queue)).toMatchObject([{ body: 'y' }]);
    expect(await queue.redrive('all')).toBe(1);
    expect(await receiveOne(queue)).toMatchObject({ body: 'y', receives: 1 });
    expect(await allDead(queue)).toEqual([]);
    expect(await queue.redrive('all')).toBe(0);
  });

  test('a dead message that is discarded is gone; the others stay, and one that is not dead too', async () => {
    const { queue, pass, visibilitySeconds } = opened();
    await kill(opened(), ['x', 'y']);
    await expect.poll(async () => (await allDead(queue)).length, { timeout: 40_000 }).toBe(2);
    await queue.send(['alive']);
    const alive = await receiveOne(queue);
    const x = (await allDead(queue)).filter((message) => message.body === 'x');
    expect(await queue.discard([...x.map((message) => message.id), alive.id, 'no-such-id'])).toBe(1);
    await expect.poll(() => allDead(queue), { timeout: 40_000 }).toMatchObject([{ body: 'y' }]);
    expect(await queue.discard([])).toBe(0);
    await pass(visibilitySeconds);
    const again = await receiveOne(queue);
    expect(again).toMatchObject({ id: alive.id, body: 'alive' });
    await queue.done([again]);
    expect(await queue.redrive('all')).toBe(1);
    expect(await receiveOne(queue)).toMatchObject({ body: 'y' });
  });
}

/** Receives the bodies as often as they may be received, and ends none. */
async function kill(
  { queue, pass, visibilitySeconds, maxReceives }: OpenQueue,
  bodies: Json[],
  { letLastEnd } = { letLastEnd: true },
): Promise<void> {
  await queue.send(bodies);
  for (let receive = 1; receive <= maxReceives; receive++) {
    await receiveCount(queue, bodies.length);
    if (receive < maxReceives || letLastEnd) await pass(visibilitySeconds);
  }
  if (letLastEnd) expect(await queue.receive(10, 0)).toEqual([]);
}

async function receiveOne(queue: Queue): Promise<Message> {
  const [message] = await receiveCount(queue, 1);
  if (message === undefined) throw new Error('nothing was received');
  return message;
}

async function receiveCount(queue: Queue, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < count) {
    const more = await queue.receive(Math.min(10, count - messages.length), 5);
    if (more.length === 0) throw new Error(`only ${messages.length} of ${count} messages came`);
    messages.push(...more);
  }
  return messages;
}

async function allDead(queue: Queue, cursor?: string): Promise<DeadMessage[]> {
  const page = await queue.dead(cursor);
  return page.cursor === undefined ? page.items : [...page.items, ...(await allDead(queue, page.cursor))];
}

function texts(messages: Message[]): string[] {
  return messages.map((message) => JSON.stringify(message.body)).toSorted();
}
