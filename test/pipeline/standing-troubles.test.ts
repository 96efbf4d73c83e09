import { describe, expect, it } from 'vitest';
import { actOnCase } from '#pipeline/act-on-case.ts';
import {
  endMissing,
  endTrouble,
  noteStanding,
  raiseTrouble,
  readStanding,
  settleTroubles,
  standingTroubles,
  type Condition,
} from '#pipeline/standing-troubles.ts';
import { happenedTo, hourMs, minuteMs, opsCases, pass } from './ops-cases.ts';
import { aWorld, type World } from './world.ts';

const full: Condition = { kind: 'disk-nearly-full', about: 'host /data', title: 'The disk is nearly full', facts: [] };

async function close(world: World, caseId: string): Promise<void> {
  const by = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
  const action = { do: 'close', reason: 'fixed' } as const;
  await actOnCase(world.context, { caseId, action, by, requestId: `${world.clock.now.getTime()}` });
}

/** How often something was written while `work` ran. */
async function writesOf({ context }: World, work: (watched: World['context']) => Promise<void>): Promise<number> {
  let writes = 0;
  const { table } = context;
  const write: typeof table.write = (batch) => ((writes += 1), table.write(batch));
  await work({ ...context, table: { ...table, write } });
  return writes;
}

describe('a trouble that holds', () => {
  it('is one case however often it is raised, counted once an hour, and costs no write in between', async () => {
    const world = await aWorld([]);
    await raiseTrouble(world.context, full);
    pass(world, 59 * minuteMs);
    expect(await writesOf(world, (context) => raiseTrouble(context, full))).toBe(0);
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ count: 1, status: 'open' }]);
    pass(world, minuteMs);
    await raiseTrouble(world.context, full);
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ count: 2, timelineLength: 1 }]);
  });

  it('is closed as fixed when it is over, once', async () => {
    const world = await aWorld([]);
    await raiseTrouble(world.context, full);
    pass(world, 90_000);
    await endTrouble(world.context, full, 'There is room again.');
    expect(await writesOf(world, (context) => endTrouble(context, full, 'There is room again.'))).toBe(0);
    const [c] = await opsCases(world, 'disk-nearly-full');
    expect(c).toMatchObject({
      status: 'closed',
      reason: 'fixed',
      timelineLength: 2,
      facts: [{ label: 'Over', value: 'There is room again.' }],
    });
    expect(await standingTroubles(world.context)).toEqual([]);
  });

  it('comes back when it holds again a minute later', async () => {
    const world = await aWorld([]);
    await raiseTrouble(world.context, full);
    pass(world, minuteMs);
    await endTrouble(world.context, full, 'over');
    pass(world, minuteMs);
    await raiseTrouble(world.context, full);
    const [c] = await opsCases(world, 'disk-nearly-full');
    expect(c).toMatchObject({ status: 'open', episode: 2 });
    if (c !== undefined) expect(await happenedTo(world, c)).toEqual(['opened', 'closed', 'reopened']);
  });

  it('opens no case when it ends without one, and closes none that a person has closed', async () => {
    const world = await aWorld([]);
    await endTrouble(world.context, full, 'over');
    await noteStanding(world.context, full);
    await endTrouble(world.context, full, 'over');
    expect(await opsCases(world, 'disk-nearly-full')).toEqual([]);
    pass(world, minuteMs);
    await raiseTrouble(world.context, full);
    const [c] = await opsCases(world, 'disk-nearly-full');
    await close(world, c?.id ?? '');
    await endTrouble(world.context, full, 'over');
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ timelineLength: 2, count: 1 }]);
    expect(await standingTroubles(world.context)).toEqual([]);
  });

  it('that a person closed too early comes back within the hour that it still holds', async () => {
    const world = await aWorld([]);
    await raiseTrouble(world.context, full);
    const [c] = await opsCases(world, 'disk-nearly-full');
    await close(world, c?.id ?? '');
    pass(world, hourMs);
    await raiseTrouble(world.context, full);
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ status: 'open', episode: 2 }]);
  });

  it('is told once although the process is killed after the telling', async () => {
    const world = await aWorld([]);
    const { table } = world.context;
    let killAt = 3;
    const write: typeof table.write = async (batch) => {
      killAt -= 1;
      if (killAt === 0) throw new Error('killed');
      return table.write(batch);
    };
    // Its note, then case and effects at once (no lane without mirrors), then what was told.
    await expect(raiseTrouble({ ...world.context, table: { ...table, write } }, full)).rejects.toThrow('killed');
    await raiseTrouble(world.context, full);
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ count: 1 }]);
    expect(await readStanding(world.context, full)).toMatchObject({ toldAt: '2026-03-01T12:00:00.000Z' });
  });

  it('is ended later when another clock, ahead of ours, has told it', async () => {
    const world = await aWorld([]);
    pass(world, 5 * minuteMs);
    await raiseTrouble(world.context, full);
    pass(world, -3 * minuteMs);
    await endTrouble(world.context, full, 'over');
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ status: 'open' }]);
    pass(world, 4 * minuteMs);
    await endTrouble(world.context, full, 'over');
    expect(await opsCases(world, 'disk-nearly-full')).toMatchObject([{ status: 'closed' }]);
  });
});

describe('a look at all troubles of a kind', () => {
  it('raises what holds, ends what holds no longer, and leaves alone what it cannot judge', async () => {
    const world = await aWorld([]);
    const other = { ...full, about: 'other /data' };
    const foreign = { ...full, about: 'foreign /data' };
    for (const condition of [full, foreign]) await raiseTrouble(world.context, condition);
    await settleTroubles(world.context, {
      kind: 'disk-nearly-full',
      holding: [other],
      judges: ({ about }) => about !== foreign.about,
      because: 'over',
    });
    const left = (await standingTroubles(world.context, 'disk-nearly-full')).map(({ about }) => about);
    expect(new Set(left)).toEqual(new Set([other.about, foreign.about]));
  });

  it('that may overlook something ends it only when it stays missing', async () => {
    const world = await aWorld([]);
    const named = { kind: 'dead-letter', about: 'scc: Error' } as const;
    const missing = { kind: 'dead-letter', patienceMs: 5 * minuteMs, because: 'over' } as const;
    await noteStanding(world.context, named);
    await endMissing(world.context, { ...missing, present: new Set() });
    pass(world, 4 * minuteMs);
    await endMissing(world.context, { ...missing, present: new Set([named.about]) });
    pass(world, 2 * minuteMs);
    await endMissing(world.context, { ...missing, present: new Set() });
    expect(await standingTroubles(world.context)).toHaveLength(1);
    pass(world, 5 * minuteMs);
    await endMissing(world.context, { ...missing, present: new Set() });
    expect(await standingTroubles(world.context)).toEqual([]);
  });
});
