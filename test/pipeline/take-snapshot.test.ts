import { describe, expect, it } from 'vitest';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import { everyItem } from '#core/table.ts';
import type { Rule } from '#rules/rule.ts';
import { aConfigRule, aRuleSet, aSnapshot } from './a-rule-set.ts';
import { fileOf, openRecords } from './open-records.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const wide = aConfigRule('wide-open', { open: true });
const at = (minute: number): string => new Date(Date.UTC(2026, 1, 27, 12, minute)).toISOString();

async function aWorldOf(...rules: Rule[]): Promise<World & { use(...rules: Rule[]): void }> {
  const world = await aWorld([createNotebook('slack')], { openFile: openRecords });
  const { policy } = world.context.rules();
  const use = (...some: Rule[]): void => {
    world.context.rules = () => aRuleSet(policy, some);
  };
  use(...rules);
  return { ...world, use };
}

const drop = (world: World, ...snapshots: Partial<ResourceSnapshot>[]) =>
  world.drop(fileOf(snapshots.map((given) => ({ kind: 'resource', snapshot: aSnapshot(given) }))));

async function itemsOf({ context }: World, snapshot = aSnapshot()): Promise<string[]> {
  return Array.fromAsync(everyItem(context.table, { pk: `res#${snapshot.resource.id}` }), ({ sk }) => sk);
}

describe('a resource that a config rule matches', () => {
  it('is an open case as long as it does, and fixed when it does not', async () => {
    const world = await aWorldOf(wide);
    const [entry] = await drop(world, { at: at(0) });
    expect(entry).toMatchObject({ state: 'handled', records: 1, resources: 1, fired: 1, recorded: 0, rejected: 0 });
    expect(await world.cases()).toMatchObject([{ status: 'open', type: 'wide-open', severity: 'high', count: 1 }]);
    await drop(world, { at: at(1) });
    expect(await world.cases()).toMatchObject([{ status: 'open', count: 1 }]);
    await drop(world, { at: at(2), config: { open: false } });
    expect(await world.cases()).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
    await drop(world, { at: at(3), config: { open: true } });
    expect(await world.cases()).toMatchObject([{ status: 'open', episode: 2 }]);
  });

  it('is closed as deleted with the resource', async () => {
    const world = await aWorldOf(wide);
    await drop(world, { at: at(0) }, { at: at(1), deleted: true, config: {} });
    expect(await world.cases()).toMatchObject([{ status: 'closed', reason: 'deleted' }]);
  });

  it('is heard of again once a day, so that a case that was closed too early comes back', async () => {
    const world = await aWorldOf(wide);
    await drop(world, { at: at(0) });
    await drop(world, { at: at(23 * 60) });
    expect(await world.cases()).toMatchObject([{ count: 1 }]);
    await drop(world, { at: at(24 * 60) });
    expect(await world.cases()).toMatchObject([{ count: 2 }]);
  });

  it('is closed at the next snapshot when the rule is gone', async () => {
    const world = await aWorldOf(wide);
    await drop(world, { at: at(0) });
    world.use();
    await drop(world, { at: at(1) });
    expect(await world.cases()).toMatchObject([{ status: 'closed', reason: 'fixed', title: 'Rule wide-open' }]);
  });

  it('is found by a new rule when the file is read once more', async () => {
    const world = await aWorldOf();
    const [entry] = await drop(world, { at: at(0) });
    world.use(wide);
    await world.again(entry?.key ?? '');
    expect(await world.cases()).toMatchObject([{ status: 'open', type: 'wide-open' }]);
    await world.again(entry?.key ?? '');
    expect(await world.cases()).toMatchObject([{ count: 1 }]);
  });

  it('makes no case while the rule is only tried', async () => {
    const world = await aWorldOf({ ...wide, status: 'test' });
    await drop(world, { at: at(0) });
    expect(await world.cases()).toEqual([]);
  });
});

describe('snapshots', () => {
  it('that come late do nothing to cases, and go into the history', async () => {
    const world = await aWorldOf(wide);
    await drop(world, { at: at(5), config: { open: false } });
    await drop(world, { at: at(1), config: { open: true } });
    await drop(world, { at: at(2), deleted: true, config: {} });
    expect(await world.cases()).toEqual([]);
    expect(await itemsOf(world)).toEqual([`at#${at(1)}`, `at#${at(2)}`, `at#${at(5)}`, 'now']);
  });

  it('that change nothing add nothing to the history, and read twice nothing at all', async () => {
    const world = await aWorldOf(wide);
    const [entry] = await drop(world, { at: at(0) }, { at: at(1) });
    let writes = 0;
    const { table } = world.context;
    world.context.table = { ...table, write: (batch) => ((writes += 1), table.write(batch)) };
    await world.again(entry?.key ?? '');
    // Of the ledger; and the first of the two is older than what is known by now.
    expect(writes).toBe(2);
    world.context.table = table;
    expect(await itemsOf(world)).toEqual([`at#${at(0)}`, expect.stringMatching(/^case#irn-/), 'now']);
  });

  it('of parts are put together, in whatever order they come', async () => {
    const parts = [
      { at: at(3), config: { resource: 'x', open: true }, isPartial: true as const },
      { at: at(1), config: { policy: 'allUsers', open: false }, isPartial: true as const },
    ];
    const both = aConfigRule('both', { open: true, policy: 'allUsers' });
    for (const order of [parts, parts.toReversed()]) {
      const world = await aWorldOf(both);
      for (const part of order) await drop(world, part);
      expect(await world.cases()).toMatchObject([{ status: 'open', type: 'both' }]);
    }
  });

  it('that are too large are judged whole and kept without their configuration', async () => {
    const world = await aWorldOf(wide);
    const config = {
      open: true,
      rules: Array.from({ length: 9_000 }, (_, n) => ({ cidr: `10.${n}.0.0/16`, port: 'ü'.repeat(20) })),
    };
    await drop(world, { at: at(0), config });
    await drop(world, { at: at(1), config });
    expect(await world.cases()).toMatchObject([{ status: 'open' }]);
    const [now] = await world.context.table.get([{ pk: `res#${aSnapshot().resource.id}`, sk: 'now' }]);
    expect(now?.body).toMatchObject({ snapshot: { at: at(1), config: {} }, tooLarge: JSON.stringify(config).length });
    await drop(world, { at: at(2), config: { open: false } });
    expect(await world.cases()).toMatchObject([{ status: 'closed' }]);
  });

  it('from the future do not make all others late', async () => {
    const world = await aWorldOf(wide);
    await drop(world, { at: '2099-01-01T00:00:00.000Z' });
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    await drop(world, { at: world.clock.now.toISOString(), config: { open: false } });
    expect(await world.cases()).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
  });

  it('of hostile ids are kept', async () => {
    const world = await aWorldOf(wide);
    const ids = ['', ' \u202Eevil\n', 'x'.repeat(5_000), `${'x'.repeat(4_999)}y`, '\uD800'];
    for (const id of ids) await drop(world, { at: at(0), resource: { id, type: 'ec2.security_group' } });
    expect(new Set((await world.cases()).map((c) => c.id)).size).toBe(ids.length);
  });

  it.each([1, 2, 3, 4, 5, 6])('are not lost by an end of the process at write %i', async (end) => {
    const world = await aWorldOf(wide);
    const { table } = world.context;
    let writes = 0;
    world.context.table = {
      ...table,
      write: async (batch) => ((writes += 1) === end ? Promise.reject(new Error('killed')) : table.write(batch)),
    };
    const file = drop(world, { at: at(0) }, { at: at(1), config: { open: false } }, { at: at(2) });
    await file.catch(() => undefined);
    world.context.table = table;
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    await world.drop('');
    expect(await world.cases()).toMatchObject([{ status: 'open', count: 3, episode: 2 }]);
  });
});
