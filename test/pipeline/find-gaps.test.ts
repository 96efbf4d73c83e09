import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findGaps } from '#pipeline/find-gaps.ts';
import { readLedger } from '#pipeline/ledger.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { aRecordLine } from './a-record-line.ts';
import { drain, drainToTheEnd } from './drain.ts';
import { aWorld, type World } from './world.ts';

const minuteMs = 60_000;

function pass(world: World, minutes: number): void {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * minuteMs);
}

async function save(world: World, text: string): Promise<string> {
  const path = join(world.home, 'saved');
  await writeFile(path, text);
  return saveFile(world.context, { path, name: 'saved.json', source: 'irene' });
}

/** Saves a file whose message is lost. */
async function lose(world: World, text: string): Promise<string> {
  const key = await save(world, text);
  await world.context.queue.done(await world.context.queue.receive(10, 0));
  return key;
}

async function gapCases(world: World) {
  return (await world.cases()).filter((c) => c.type === 'gap');
}

describe('findGaps', () => {
  it('queues a file again whose message was lost, tells ops once, and closes that case when it is read', async () => {
    const world = await aWorld([]);
    const key = await lose(world, aRecordLine());
    pass(world, 30);
    expect(await findGaps(world.context)).toEqual({ looked: 1, queued: 1 });
    expect(await gapCases(world)).toMatchObject([
      { count: 1, sources: ['irene-ops'], facts: expect.arrayContaining([{ label: 'File', value: key }]) },
    ]);
    await drain(world.context);
    expect(await readLedger(world.context.table, key)).toMatchObject({
      state: 'handled',
      source: 'irene',
      recorded: 1,
    });
    pass(world, 1);
    expect(await findGaps(world.context)).toEqual({ looked: 1, queued: 0 });
    expect(await gapCases(world)).toMatchObject([{ status: 'closed', reason: 'fixed', timelineLength: 2 }]);
  });

  it('leaves a file alone that was saved less than ten minutes ago, and finds it at its next look', async () => {
    const world = await aWorld([]);
    await lose(world, aRecordLine());
    pass(world, 9);
    expect(await findGaps(world.context)).toEqual({ looked: 0, queued: 0 });
    pass(world, 60);
    expect(await findGaps(world.context)).toEqual({ looked: 1, queued: 1 });
  });

  it('does not queue a file each hour that waits in a long queue, but once more after a day', async () => {
    const world = await aWorld([]);
    await lose(world, aRecordLine());
    pass(world, 60);
    expect(await findGaps(world.context)).toMatchObject({ queued: 1 });
    pass(world, 60);
    expect(await findGaps(world.context)).toMatchObject({ queued: 0 });
    await world.context.queue.done(await world.context.queue.receive(10, 0));
    pass(world, 24 * 60);
    expect(await findGaps(world.context)).toMatchObject({ queued: 1 });
    await drain(world.context);
    pass(world, 25 * 60);
    expect(await findGaps(world.context)).toEqual({ looked: 0, queued: 0 });
  });

  it('looks back far enough to see a file again that was not there yet, and no further', async () => {
    const world = await aWorld([]);
    await save(world, aRecordLine());
    await drain(world.context);
    pass(world, 5 * 60);
    expect(await findGaps(world.context)).toMatchObject({ looked: 1 });
    pass(world, 60);
    expect(await findGaps(world.context)).toMatchObject({ looked: 1 });
    pass(world, 60);
    expect(await findGaps(world.context)).toMatchObject({ looked: 0 });
  });

  it('does not bring back what was given up', async () => {
    const world = await aWorld([]);
    world.context.openFile = () => Promise.reject(new Error('a bug'));
    await save(world, aRecordLine());
    await drainToTheEnd(world.context, world.clock);
    expect((await world.context.queue.dead()).items).toHaveLength(1);
    expect(await findGaps(world.context)).toEqual({ looked: 1, queued: 0 });
  });

  it('tells and queues again what a crash in the middle left undone', async () => {
    const world = await aWorld([]);
    await lose(world, aRecordLine());
    pass(world, 30);
    const { queue } = world.context;
    const dying = { ...world.context, queue: { ...queue, send: () => Promise.reject(new Error('killed')) } };
    await expect(findGaps(dying)).rejects.toThrow('killed');
    pass(world, 1);
    expect(await findGaps(world.context)).toEqual({ looked: 1, queued: 1 });
  });

  it('names the first keys of many and counts them all', async () => {
    const world = await aWorld([]);
    for (let n = 0; n < 130; n += 1) await lose(world, aRecordLine({ id: `a-${n}` }));
    pass(world, 30);
    expect(await findGaps(world.context)).toEqual({ looked: 130, queued: 130 });
    const [gap] = await gapCases(world);
    expect(gap).toMatchObject({ count: 1, title: expect.stringContaining('130 saved files') });
    expect(gap?.facts.filter(({ label }) => label === 'File')).toHaveLength(5);
    await drain(world.context);
    expect((await world.cases()).find((c) => c.type === 'test/leak')).toMatchObject({ count: 130 });
  });
});
