import { describe, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TemporaryFailure } from '#core/errors.ts';
import { discardDead } from '#pipeline/discard-dead.ts';
import { failureOf } from '#pipeline/failures.ts';
import { findGaps } from '#pipeline/find-gaps.ts';
import { readLedger } from '#pipeline/ledger.ts';
import { listDead, type DeadLetter } from '#pipeline/list-dead.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { tellDead } from '#pipeline/tell-dead.ts';
import { aRecordLine } from './a-record-line.ts';
import { drain, drainToTheEnd } from './drain.ts';
import { aWorld, createNotebook, type World } from './world.ts';

async function save(world: World, text: string, source = 'irene'): Promise<string> {
  const path = join(world.home, 'saved');
  await writeFile(path, text);
  return saveFile(world.context, { path, name: 'saved.json', source });
}

/** A file that was given up because its reading fails in this way. */
async function giveUp(world: World, text: string, failure: (text: string) => Error): Promise<string> {
  const { openFile } = world.context;
  world.context.openFile = () => Promise.reject(failure(text));
  const key = await save(world, text);
  await drainToTheEnd(world.context, world.clock);
  world.context.openFile = openFile;
  return key;
}

function aBug(text: string): Error {
  return new TypeError(`cannot read ${text}`);
}

async function lettersOf(world: World): Promise<DeadLetter[]> {
  return Array.fromAsync(listDead(world.context));
}

async function deadCases(world: World) {
  return (await world.cases()).filter((c) => c.type === 'dead-letter');
}

describe('a message that was given up', () => {
  it('is listed with the reason that it failed with, its file and how often it was tried', async () => {
    const world = await aWorld([]);
    const key = await giveUp(world, aRecordLine(), aBug);
    expect(await lettersOf(world)).toMatchObject([
      {
        receives: 5,
        file: { key, source: 'irene', receivedAt: '2026-03-01T12:00:00.000Z' },
        failure: {
          reason: `TypeError: cannot read ${aRecordLine()}`,
          receives: 5,
          cause: expect.stringMatching(/^TypeError/),
        },
      },
    ]);
  });

  it('is listed without a reason when the process ended each time', async () => {
    const world = await aWorld([]);
    await save(world, aRecordLine());
    for (let receive = 0; receive < 6; receive += 1) {
      await world.context.queue.receive(1, 0);
      world.clock.now = new Date(world.clock.now.getTime() + 120_000);
    }
    expect(await lettersOf(world)).toMatchObject([{ failure: undefined }]);
    await tellDead(world.context);
    expect(await deadCases(world)).toMatchObject([
      { facts: expect.arrayContaining([{ label: 'Reason', value: expect.stringContaining('the process ended') }]) },
    ]);
  });

  it('that names no file is given up too, and told', async () => {
    const world = await aWorld([]);
    await world.context.queue.send([{ hello: 'world' }]);
    await drainToTheEnd(world.context, world.clock);
    expect(await lettersOf(world)).toMatchObject([{ file: undefined, body: { hello: 'world' } }]);
    await tellDead(world.context);
    expect(await deadCases(world)).toHaveLength(1);
    expect(await discardDead(world.context, await lettersOf(world), { by: 'anna', why: 'noise' })).toBe(1);
    expect(await lettersOf(world)).toEqual([]);
  });

  it('is one case with all others of its cause, which calls once, and another cause is another case', async () => {
    const slack = createNotebook('slack', (route) => route.channels);
    const world = await aWorld([slack]);
    for (const n of [1, 2, 3]) await giveUp(world, aRecordLine({ id: `a-${n}` }), aBug);
    await tellDead(world.context);
    await tellDead(world.context);
    expect(await deadCases(world)).toMatchObject([{ count: 3, calls: 0, timelineLength: 1, severity: 'high' }]);
    await giveUp(world, aRecordLine({ id: 'a-4' }), () => new TemporaryFailure('the disk is full'));
    await giveUp(world, aRecordLine({ id: 'a-5' }), aBug);
    await tellDead(world.context);
    const counts = (await deadCases(world)).map((c) => c.count);
    expect(new Set(counts)).toEqual(new Set([1, 4]));
  });

  it('has its case closed some minutes after none of its cause is left, and opened again by the next', async () => {
    const world = await aWorld([]);
    await giveUp(world, aRecordLine(), aBug);
    await tellDead(world.context);
    await world.context.queue.discard((await lettersOf(world)).map(({ id }) => id));
    await tellDead(world.context);
    expect(await deadCases(world)).toMatchObject([{ status: 'open' }]);
    world.clock.now = new Date(world.clock.now.getTime() + 300_000);
    await tellDead(world.context);
    const closed = (await world.cases()).find((c) => c.type === 'dead-letter');
    expect(closed).toMatchObject({ status: 'closed', reason: 'fixed' });
    await giveUp(world, aRecordLine({ id: 'a-2' }), aBug);
    await tellDead(world.context);
    expect((await world.cases()).find((c) => c.id === closed?.id)).toMatchObject({ status: 'open', episode: 2 });
  });

  it('is told once although the telling is tried again after a crash', async () => {
    const world = await aWorld([]);
    await giveUp(world, aRecordLine(), aBug);
    const { table } = world.context;
    const write: typeof table.write = async (batch) => {
      if (batch.some((one) => 'put' in one && one.put.pk.startsWith('fail#'))) throw new Error('killed');
      return table.write(batch);
    };
    await expect(tellDead({ ...world.context, table: { ...table, write } })).rejects.toThrow('killed');
    await tellDead(world.context);
    expect(await deadCases(world)).toMatchObject([{ count: 1 }]);
  });

  it('is read when it is sent again after a fix', async () => {
    const world = await aWorld([]);
    const key = await giveUp(world, aRecordLine(), aBug);
    expect(await world.context.queue.redrive('all')).toBe(1);
    await drain(world.context);
    expect(await lettersOf(world)).toEqual([]);
    expect(await readLedger(world.context.table, key)).toMatchObject({ state: 'handled', recorded: 1 });
  });

  it('keeps its file when it is discarded, with who and why in the ledger, and is not brought back', async () => {
    const world = await aWorld([]);
    const key = await giveUp(world, aRecordLine(), aBug);
    expect(await discardDead(world.context, await lettersOf(world), { by: 'anna', why: 'a test' })).toBe(1);
    expect(await lettersOf(world)).toEqual([]);
    expect(await readLedger(world.context.table, key)).toMatchObject({
      state: 'discarded',
      discarded: { by: 'anna', why: 'a test' },
      reasons: [expect.stringContaining('cannot read')],
    });
    expect(await world.context.blobs.get(key).then((blob) => blob?.toArray())).toHaveLength(1);
    expect(await findGaps(world.context)).toMatchObject({ queued: 0 });
  });

  it('is read all the same when somebody saves its file anew, and not by an older message', async () => {
    const world = await aWorld([]);
    const key = await giveUp(world, aRecordLine(), aBug);
    await discardDead(world.context, await lettersOf(world), { by: 'anna', why: 'a test' });
    await world.context.queue.send([{ key, source: 'irene', receivedAt: '2026-03-01T12:00:00.000Z' }]);
    await drain(world.context);
    expect(await readLedger(world.context.table, key)).toMatchObject({ state: 'discarded' });
    world.clock.now = new Date(world.clock.now.getTime() + 1);
    expect(await save(world, aRecordLine())).toBe(key);
    await drain(world.context);
    expect(await readLedger(world.context.table, key)).toMatchObject({ state: 'handled', recorded: 1 });
  });

  it('keeps what the ledger says when another message has brought its file through', async () => {
    const world = await aWorld([]);
    const key = await giveUp(world, aRecordLine(), aBug);
    await save(world, aRecordLine());
    await drain(world.context);
    await discardDead(world.context, await lettersOf(world), { by: 'anna', why: 'a test' });
    expect(await readLedger(world.context.table, key)).toMatchObject({ state: 'handled', recorded: 1 });
    expect(await lettersOf(world)).toEqual([]);
  });

  it('goes back to the queue although its failure cannot be noted', async () => {
    const world = await aWorld([]);
    await save(world, aRecordLine());
    const full = { ...world.context.table, write: () => Promise.reject(new TemporaryFailure('the disk is full')) };
    await drain({ ...world.context, table: full });
    world.clock.now = new Date(world.clock.now.getTime() + 21_000);
    expect(await world.context.queue.receive(1, 0)).toMatchObject([{ receives: 2 }]);
  });
});

describe('the cause of a failure', () => {
  const causeOf = (err: unknown): string => failureOf(err, { at: '2026-03-01T12:00:00.000Z', receives: 1 }).cause;

  it('is the same whatever the message holds, also when that looks like a place in the code', () => {
    const errors = ['one', 'two\n    at evil (/srv/src/core/case.ts:1:1)'].map((text) => new RangeError(text));
    expect(new Set(errors.map(causeOf))).toEqual(new Set(['RangeError']));
  });

  it('names the code of a system error and the file of ours that it came from', () => {
    const stack =
      'Error: full\n    at node:fs:1:1\n    at put (file:///app/src/store/embedded/open-blobs.ts:40:7)\n    at x (/app/src/core/case.ts:1:1)';
    expect(causeOf(Object.assign(new Error('full'), { code: 'ENOSPC', stack }))).toBe(
      'Error ENOSPC in src/store/embedded/open-blobs.ts',
    );
    expect(causeOf('no error')).toBe('something that is no error');
  });
});
