import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '#core/audit-event.ts';
import type { Counting } from '#rules/counting/counting.ts';
import type { Rule } from '#rules/rule.ts';
import { chooseFiles } from '#pipeline/choose-files.ts';
import { planReplay } from '#pipeline/plan-replay.ts';
import { readShadow } from '#pipeline/note-shadow.ts';
import { tellShadow } from '#pipeline/tell-shadow.ts';
import { aDetectionRule, anEvent, aRuleSet } from './a-rule-set.ts';
import { fileOf, openRecords } from './open-records.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const stopped = aDetectionRule('trail-stopped', { eventName: 'StopLogging' });
const failures = aDetectionRule(
  'sign-in-failures',
  { eventName: 'ConsoleLogin' },
  { counting: counting('sign-in-failures', 5) },
);

function counting(rule: string, atLeast: number): Counting {
  return {
    type: 'event_count',
    rules: [rule],
    by: ['sourceIPAddress'],
    aliases: {},
    withinMs: 300_000,
    conditions: [{ op: 'gte', value: atLeast }],
    fields: [],
    fire: 'once',
    latenessMs: 300_000,
    generate: false,
  };
}

async function aWorldOf(...rules: Rule[]): Promise<World & { use(...rules: Rule[]): void }> {
  const world = await aWorld([createNotebook('slack', (route) => route.channels)], { openFile: openRecords });
  const { policy } = world.context.rules();
  const use = (...some: Rule[]): void => {
    world.context.rules = () => aRuleSet(policy, some);
  };
  use(...rules);
  return { ...world, use };
}

const drop = (world: World, events: Partial<AuditEvent>[]) =>
  world.drop(fileOf(events.map((given) => ({ kind: 'event', event: anEvent(given) }))));

/** Failed sign-ins, half a minute apart. */
function signIns(from: number, to: number): Partial<AuditEvent>[] {
  return Array.from({ length: to - from }, (_, n) => ({
    id: `sign-in-${from + n}`,
    at: new Date(Date.UTC(2026, 2, 1, 11, 0, 30 * (from + n))).toISOString(),
    record: { eventName: 'ConsoleLogin', sourceIPAddress: '198.51.100.7' },
  }));
}

const open = async (world: World) => (await world.cases()).filter((c) => c.sources[0] !== 'irene-ops');

describe('an event that a rule matches', () => {
  it('is an alert with the severity and the name of the rule', async () => {
    const world = await aWorldOf(stopped);
    const [entry] = await drop(world, [{}, { id: 'event-2', record: { eventName: 'DescribeTrails' } }]);
    expect(entry).toMatchObject({
      state: 'handled',
      records: 2,
      events: 2,
      fired: 1,
      alerts: 0,
      recorded: 0,
      rejected: 0,
    });
    expect(await open(world)).toMatchObject([
      { type: 'trail-stopped', title: 'Rule trail-stopped', severity: 'high', project: 'web' },
    ]);
  });

  it('is known when it comes again, in another file or in a replay', async () => {
    const world = await aWorldOf(stopped);
    const [entry] = await drop(world, [{}]);
    await drop(world, [{}, { id: 'event-2', record: {} }]);
    expect(await world.again(entry?.key ?? '')).toMatchObject({ events: 1, fired: 1 });
    expect(await open(world)).toMatchObject([{ count: 1 }]);
  });

  it('is handled in a file that turns out to be broken behind it', async () => {
    const world = await aWorldOf(stopped);
    const [entry] = await world.drop(`${fileOf([{ kind: 'event', event: anEvent() }])}\nbad\nbroken`);
    expect(entry).toMatchObject({ state: 'unreadable', records: 2, events: 1, rejected: 1, fired: 1 });
    expect(await open(world)).toHaveLength(1);
  });

  it('costs no write when no rule matches, however many there are', async () => {
    const world = await aWorldOf(stopped, failures);
    const { table } = world.context;
    let writes = 0;
    world.context.table = { ...table, write: (batch) => ((writes += 1), table.write(batch)) };
    const events = Array.from({ length: 5_000 }, (_, n) => ({ id: `e-${n}`, record: { eventName: 'ListBuckets' } }));
    const [entry] = await drop(world, events);
    expect(entry).toMatchObject({ records: 5_000, events: 5_000 });
    // The ledger, and when the source came last.
    expect(writes).toBe(2);
  });
});

describe('a rule that counts', () => {
  it('fires once over two files, and a replay of both adds nothing', async () => {
    const world = await aWorldOf(failures);
    const [one] = await drop(world, signIns(0, 3));
    expect(await open(world)).toEqual([]);
    const [two] = await drop(world, signIns(3, 6));
    expect(two).toMatchObject({ events: 3, fired: 1 });
    expect(await open(world)).toMatchObject([
      { type: 'sign-in-failures', count: 1, lastSeenAt: '2026-03-01T11:02:00.000Z' },
    ]);
    for (const entry of [one, two, one]) await world.again(entry?.key ?? '');
    expect(await open(world)).toMatchObject([{ count: 1 }]);
  });

  it('says the same when the files come in another order', async () => {
    const world = await aWorldOf(failures);
    await drop(world, signIns(3, 6));
    await drop(world, signIns(0, 3));
    expect(await open(world)).toMatchObject([{ count: 1, lastSeenAt: '2026-03-01T11:02:00.000Z' }]);
  });

  it('keeps what it has counted when another rule is changed', async () => {
    const world = await aWorldOf(failures);
    await drop(world, signIns(0, 3));
    world.use({ ...stopped, severity: 'low' }, failures);
    await drop(world, signIns(3, 6));
    expect(await open(world)).toMatchObject([{ type: 'sign-in-failures', count: 1 }]);
  });

  it.each([1, 2, 3, 4, 5, 6])('loses nothing by an end of the process at write %i', async (end) => {
    const world = await aWorldOf(failures, stopped);
    const { table } = world.context;
    let writes = 0;
    world.context.table = {
      ...table,
      write: async (batch) => ((writes += 1) >= end ? Promise.reject(new Error('killed')) : table.write(batch)),
    };
    await drop(world, [...signIns(0, 6), {}]).catch(() => undefined);
    world.context.table = table;
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    await world.drop('');
    const cases = (await open(world)).map(({ type, count }) => `${type} ${count}`);
    expect(cases.toSorted()).toEqual(['sign-in-failures 1', 'trail-stopped 1']);
  });

  it('is counted by a correlation in test, and alerts all the same', async () => {
    const tried: Rule = {
      ...failures,
      kind: 'correlation',
      id: 'tried',
      status: 'test',
      counting: { ...counting('trail-stopped', 2), by: [] },
    };
    const world = await aWorldOf(stopped, tried);
    await drop(world, [{}, { id: 'event-2' }]);
    expect(await open(world)).toMatchObject([{ type: 'trail-stopped', count: 2 }]);
    expect(await readShadow(world.context.table, '2026-03-01')).toMatchObject([['tried', { count: 1 }]]);
  });
});

describe('a rule that matches everything', () => {
  it('is held back after 500 alerts of a file, which ops hear once, and leaves room for the others', async () => {
    const everything = aDetectionRule('everything', {});
    const world = await aWorldOf(everything, stopped);
    const events = Array.from({ length: 700 }, (_, n) => ({
      id: `e-${n}`,
      record: { eventName: n === 699 ? 'StopLogging' : 'x' },
    }));
    const [entry] = await drop(world, events);
    expect(entry).toMatchObject({ events: 700, fired: 501, held: 200 });
    const cases = await world.cases();
    expect(cases.find(({ type }) => type === 'everything')).toMatchObject({ count: 500 });
    expect(cases.find(({ type }) => type === 'trail-stopped')).toMatchObject({ count: 1 });
    const told = cases.find(({ type }) => type === 'rule-storm');
    expect(told).toMatchObject({ count: 1, resource: { id: 'everything' }, severity: 'medium' });
    expect(JSON.stringify(told?.facts)).toContain('200 alerts of this file, after 500');
  });

  it('is held back after 2,000 alerts of an hour; a replay finds what was held back', async () => {
    const world = await aWorldOf(aDetectionRule('everything', {}));
    const file = (n: number) => Array.from({ length: 450 }, (_, at) => ({ id: `e-${n}-${at}` }));
    for (const n of [1, 2, 3, 4]) await drop(world, file(n));
    const [last] = await drop(world, file(5));
    expect(last).toMatchObject({ fired: 200, held: 250 });
    expect(await world.again(last?.key ?? '')).toMatchObject({ fired: 450 });
    expect(await open(world)).toMatchObject([{ count: 2_250 }]);
  });
});

describe('a rule in test', () => {
  const tried = { ...stopped, status: 'test' as const };

  it('makes no case, and is told once a day without a call; the next day closes it', async () => {
    const world = await aWorldOf(tried);
    const [entry] = await drop(world, [{}, { id: 'event-2' }, { id: 'event-3' }, { id: 'event-4' }]);
    await world.again(entry?.key ?? '');
    expect(await world.cases()).toEqual([]);

    world.clock.now = new Date('2026-03-02T05:00:00.000Z');
    await tellShadow(world.context);
    expect(await world.cases()).toEqual([]);
    world.clock.now = new Date('2026-03-02T06:03:00.000Z');
    await tellShadow(world.context);
    await tellShadow(world.context);
    const told = { sources: ['irene-ops'], severity: 'low', resource: { id: '2026-03-01' } };
    expect(await world.cases()).toMatchObject([{ ...told, status: 'open', count: 1 }]);
    expect((await world.cases())[0]?.facts).toEqual([
      {
        label: '4 × trail-stopped',
        value: expect.stringMatching(/^Rule trail-stopped; .*event-1; .*event-2; .*event-3$/),
      },
    ]);

    await drop(world, [{ id: 'event-5' }]);
    world.clock.now = new Date('2026-03-03T06:03:00.000Z');
    await tellShadow(world.context);
    expect(await world.cases()).toMatchObject([
      { ...told, status: 'closed', reason: 'expected' },
      { status: 'open', resource: { id: '2026-03-02' } },
    ]);
  });

  it('is told of days that nobody was running', async () => {
    const world = await aWorldOf(tried);
    await tellShadow(world.context);
    await drop(world, [{}]);
    world.clock.now = new Date('2026-03-04T12:00:00.000Z');
    await tellShadow(world.context);
    expect(await world.cases()).toMatchObject([{ resource: { id: '2026-03-01' } }]);
  });
});

describe('the plan of a replay', () => {
  it('says what rules would make of events, and counts them in windows, without a trace', async () => {
    const world = await aWorldOf();
    await drop(world, [...signIns(0, 6), {}]);
    world.use(stopped, failures);
    const files = (await chooseFiles(world.context, {})).files;
    const write: World['context']['table']['write'] = () => Promise.reject(new Error('a plan must not write'));
    const plan = await planReplay({ ...world.context, table: { ...world.context.table, write } }, files);
    expect(plan.files).toMatchObject([{ records: 7, events: 7, fired: 2, recorded: 0, rejected: 0 }]);
    expect(plan.cases.map(({ title, isNew, happenings }) => [title, isNew, happenings])).toEqual([
      ['Rule trail-stopped', true, ['opened']],
      ['Rule sign-in-failures', true, ['opened']],
    ]);
    for (const { key } of files) await world.again(key);
    expect((await open(world)).map(({ id }) => id).toSorted()).toEqual(plan.cases.map(({ id }) => id).toSorted());
  });
});
