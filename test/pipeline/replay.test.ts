import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UnreadablePayload } from '#core/errors.ts';
import { everyItem } from '#core/table.ts';
import { chooseFiles, type Choice } from '#pipeline/choose-files.ts';
import { discardDead } from '#pipeline/discard-dead.ts';
import { readLedger } from '#pipeline/ledger.ts';
import { listDead } from '#pipeline/list-dead.ts';
import { planReplay, type ReplayPlan } from '#pipeline/plan-replay.ts';
import { replay } from '#pipeline/replay.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { aRecordLine } from './a-record-line.ts';
import { drain, drainToTheEnd } from './drain.ts';
import { aWorld, type World } from './world.ts';

async function save(world: World, text: string, source = 'auto'): Promise<string> {
  const path = join(world.home, 'saved');
  await writeFile(path, text);
  return saveFile(world.context, { path, name: 'saved.json', source });
}

async function saveAndRead(world: World, text: string, source = 'auto'): Promise<string> {
  const key = await save(world, text, source);
  await drain(world.context);
  return key;
}

/** A file that could not be read when it came. */
async function saveUnreadable(world: World, text: string): Promise<string> {
  const { openFile } = world.context;
  world.context.openFile = () => Promise.reject(new UnreadablePayload('a bug in the reader'));
  const key = await saveAndRead(world, text);
  world.context.openFile = openFile;
  return key;
}

function pass(world: World, minutes: number): void {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
}

async function replayAll(world: World, choice: Choice = {}): Promise<number> {
  const { files } = await chooseFiles(world.context, choice);
  const queued = await replay(world.context, files);
  await drain(world.context);
  return queued;
}

async function planFor(world: World, choice: Choice = {}): Promise<ReplayPlan> {
  return planReplay(world.context, (await chooseFiles(world.context, choice)).files);
}

async function keysOf(world: World, choice: Choice): Promise<string[]> {
  return (await chooseFiles(world.context, choice)).files.map(({ key }) => key);
}

async function leak(world: World) {
  return (await world.cases()).find((c) => c.type === 'test/leak');
}

describe('replay', () => {
  it('reads a handled file again and counts nothing twice', async () => {
    const world = await aWorld([]);
    const key = await saveAndRead(world, [aRecordLine(), aRecordLine({ id: 'a-2' })].join('\n'));
    const before = await readLedger(world.context.table, key);
    const caseBefore = await leak(world);
    pass(world, 5);
    for (let turn = 0; turn < 3; turn += 1) expect(await replayAll(world)).toBe(1);
    expect(await readLedger(world.context.table, key)).toEqual({
      ...before,
      finishedAt: world.clock.now.toISOString(),
    });
    expect(await leak(world)).toEqual(caseBefore);
  });

  it('brings what a fixed reader can read now', async () => {
    const world = await aWorld([]);
    const key = await saveUnreadable(world, aRecordLine());
    await replayAll(world);
    expect(await readLedger(world.context.table, key)).toMatchObject({ state: 'handled', recorded: 1, reasons: [] });
    expect(await leak(world)).toMatchObject({ count: 1 });
  });

  it('gives records without a time the time that they had, however late it comes', async () => {
    const world = await aWorld([]);
    const seen: string[] = [];
    const { openFile } = world.context;
    world.context.openFile = (bytes, source, about) => {
      seen.push(about.receivedAt);
      return openFile(bytes, source, about);
    };
    await saveAndRead(world, `${aRecordLine()}\n{"irene":1}`);
    pass(world, 50);
    await replayAll(world);
    await saveAndRead(world, `${aRecordLine()}\n{"irene":1}`);
    expect(new Set(seen)).toEqual(new Set(['2026-03-01T12:00:00.000Z']));
    expect(seen).toHaveLength(3);
  });

  it('chooses by source, as saved or as read, by time of receipt, and by key', async () => {
    const world = await aWorld([]);
    const first = await saveAndRead(world, aRecordLine({ id: 'a-1' }));
    pass(world, 10);
    const second = await saveAndRead(world, aRecordLine({ id: 'a-2' }), 'irene');
    pass(world, 10);
    const third = await saveAndRead(world, '{"half', 'scc');
    expect(await keysOf(world, {})).toEqual([first, second, third]);
    expect(await keysOf(world, { source: 'irene' })).toEqual([first, second]);
    expect(await keysOf(world, { source: 'auto' })).toEqual([first]);
    expect(await keysOf(world, { source: 'guardduty' })).toEqual([]);
    expect(await keysOf(world, { since: '2026-03-01T12:10:00.000Z' })).toEqual([second, third]);
    expect(await keysOf(world, { until: '2026-03-01T12:10:00.000Z' })).toEqual([first]);
    expect(await keysOf(world, { key: second })).toEqual([second]);
    expect(await keysOf(world, { key: second, source: 'scc' })).toEqual([]);
    expect(await keysOf(world, { key: second.slice(0, -1) })).toEqual([]);
  });

  it('leaves out what a person discarded unless it is named, and what is too old to be known', async () => {
    const world = await aWorld([]);
    const old = await saveAndRead(world, aRecordLine({ id: 'a-1' }));
    pass(world, 391 * 24 * 60);
    const { openFile } = world.context;
    world.context.openFile = () => Promise.reject(new Error('a bug'));
    const discarded = await save(world, aRecordLine({ id: 'a-2' }));
    await drainToTheEnd(world.context, world.clock);
    world.context.openFile = openFile;
    await discardDead(world.context, await Array.fromAsync(listDead(world.context)), { by: 'anna', why: 'noise' });
    expect(await chooseFiles(world.context, {})).toEqual({ files: [], discarded: [discarded], forgotten: [old] });
    expect(await replayAll(world, { key: discarded })).toBe(1);
    expect(await readLedger(world.context.table, discarded)).toMatchObject({ state: 'handled', recorded: 1 });
  });
});

describe('the plan of a replay', () => {
  it('says what would change, and a replay does just that', async () => {
    const world = await aWorld([]);
    await saveAndRead(world, [aRecordLine(), aRecordLine({ id: 'b', type: 'test/over' })].join('\n'));
    const other = { type: 'test/new', resource: { id: 'repo/api', type: 'Repository' } };
    const lines = [
      aRecordLine(),
      aRecordLine({ id: 'a-2', severity: 'critical', at: '2026-03-01T11:30:00Z' }),
      aRecordLine({ id: 'b', type: 'test/over', at: '2026-03-01T11:40:00Z', ended: 'fixed' }),
      aRecordLine({ id: 'c', ...other }),
      aRecordLine({ id: 'd', ...other, at: '2026-03-01T11:10:00Z' }),
      '{"irene":1,"id":7}',
    ];
    const key = await saveUnreadable(world, lines.join('\n'));
    const plan = await planFor(world, { key });
    expect(plan.files).toEqual([
      {
        key,
        source: 'irene',
        before: 'unreadable',
        after: 'handled',
        records: 6,
        recorded: 4,
        known: 1,
        rejected: 1,
        rejectedBefore: 0,
        events: 0,
        resources: 0,
        fired: 0,
        held: 0,
      },
    ]);
    expect(
      plan.cases.map(({ isNew, occurrences, happenings, severity }) => ({ isNew, occurrences, happenings, severity })),
    ).toEqual([
      { isNew: false, occurrences: 1, happenings: ['worse'], severity: 'critical' },
      { isNew: false, occurrences: 1, happenings: ['closed'], severity: 'high' },
      { isNew: true, occurrences: 2, happenings: ['opened'], severity: 'high' },
    ]);
    await replayAll(world, { key });
    expect(await readLedger(world.context.table, key)).toMatchObject({
      records: 6,
      recorded: 4,
      known: 1,
      rejected: 1,
    });
    const cases = await world.cases();
    for (const { id, severity } of plan.cases) expect(cases.find((c) => c.id === id)).toMatchObject({ severity });
    expect(cases.find((c) => c.type === 'test/over')).toMatchObject({ status: 'closed', reason: 'fixed' });
  });

  it('writes nothing and queues nothing', async () => {
    const world = await aWorld([]);
    await saveUnreadable(world, aRecordLine());
    const everything = () =>
      Array.fromAsync(everyItem(world.context.table, { pk: 'cases#2026-03-01T12', index: 'changes' }));
    const before = await everything();
    const { table } = world.context;
    const write = (): never => {
      throw new Error('a plan must not write');
    };
    const { files } = await chooseFiles({ ...world.context, table: { ...table, write } }, {});
    await planReplay({ ...world.context, table: { ...table, write } }, files);
    expect(await everything()).toEqual(before);
    expect(await world.context.queue.receive(1, 0)).toEqual([]);
  });

  it('is empty of cases when everything is known', async () => {
    const world = await aWorld([]);
    await saveAndRead(world, aRecordLine());
    expect(await planFor(world)).toMatchObject({
      files: [{ before: 'handled', after: 'handled', recorded: 0, known: 1 }],
      cases: [],
    });
  });

  it('names what still cannot be read, and what nothing reads', async () => {
    const world = await aWorld([]);
    await saveAndRead(world, '{"half', 'irene');
    await saveAndRead(world, '{"hello":"world"}');
    expect((await planFor(world)).files).toMatchObject([
      { before: 'unknown_source', after: 'unknown_source', source: 'auto' },
      { before: 'unreadable', after: 'unreadable', reason: expect.stringMatching(/./) },
    ]);
  });
});
