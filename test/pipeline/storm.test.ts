import { describe, expect, it } from 'vitest';
import type { Action } from '#core/case-action.ts';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { stormSize } from '#core/storm.ts';
import { everyItem } from '#core/table.ts';
import { actOnCase } from '#pipeline/act-on-case.ts';
import type { Context } from '#pipeline/context.ts';
import { createDesk } from '#pipeline/create-desk.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { newestStorm } from '#pipeline/storm-items.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { aStormWorld, deadlyTable, listedIn, recordOne } from './a-storm-world.ts';
import type { StormyNotebook } from './world.ts';
import { found } from './found.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

/** Alerts of this severity, each of a case of its own; `from` numbers them. */
async function record(context: Context, count: number, native: string, from = 0): Promise<string[]> {
  const ids: string[] = [];
  for (let i = from; i < from + count; i += 1) ids.push(await recordOne(context, `${native}/${i}`, native));
  return ids;
}

const carded = (mirror: StormyNotebook) => [...mirror.pages.values()].map(({ view }) => view.case.id);
const storms = (mirror: StormyNotebook) => [...mirror.storms.values()];
const act = (context: Context, caseId: string, action: Action) =>
  actOnCase(context, { caseId, action, by: aki, requestId: 'r1' });

describe('a storm', () => {
  it('shows critical and high cases one by one and first, and folds the rest into one card', async () => {
    const { context, mirror, work } = await aStormWorld();
    const low = await record(context, 40, '1');
    const medium = await record(context, 10, '5');
    const worse = [...(await record(context, 3, '9.5')), ...(await record(context, 3, '8'))];
    await work();
    expect(carded(mirror)).toEqual([...worse.slice(0, 3).toSorted(), ...worse.slice(3).toSorted()]);
    expect(storms(mirror)).toMatchObject([{ made: 1, view: { storm: { counts: { medium: 10, low: 40 } } } }]);
    expect(await listedIn(context, mirror)).toEqual([...medium.toSorted(), ...low.toSorted()]);
  });

  it('gives each case its card when no more than so many wait', async () => {
    const { context, mirror, work } = await aStormWorld();
    const ids = await record(context, 5, '1');
    await work();
    expect([carded(mirror).toSorted(), storms(mirror)]).toEqual([ids.toSorted(), []]);
  });

  it('grows while it is on, in the place of its card and not more often than every few seconds', async () => {
    const { context, mirror, work, clock } = await aStormWorld();
    await record(context, 8, '1');
    await work();
    await record(context, 3, '1', 100);
    await work();
    expect(storms(mirror).map(({ view }) => stormSize(view.storm))).toEqual([8]);
    clock.now = new Date(clock.now.getTime() + 6_000);
    await work();
    expect(storms(mirror).map(({ made, view }) => [made, stormSize(view.storm)])).toEqual([[1, 11]]);
    expect(carded(mirror)).toEqual([]);
  });

  it('is over after a quiet minute; what is new then gets its own card, and a second storm its own too', async () => {
    const { context, mirror, work, clock } = await aStormWorld();
    await record(context, 8, '1');
    await work();
    clock.now = new Date(clock.now.getTime() + 61_000);
    await work();
    expect(storms(mirror)).toMatchObject([{ made: 1, view: { storm: { isOver: true } } }]);
    const later = await record(context, 2, '1', 100);
    await work();
    expect(carded(mirror).toSorted()).toEqual(later.toSorted());
    await record(context, 9, '1', 200);
    await work();
    expect(storms(mirror).map(({ made, view }) => [made, stormSize(view.storm)])).toEqual([
      [1, 8],
      [1, 9],
    ]);
  });

  it('lists its cases page by page, worst first, and none for a storm that nobody knows', async () => {
    const { context, mirror, work } = await aStormWorld();
    const low = await record(context, 12, '1');
    const medium = await record(context, 3, '5');
    await work();
    const desk = createDesk(context);
    const query = `storm:${storms(mirror)[0]?.view.storm.id}`;
    const first = await found(desk.search(query, { limit: 10 }));
    const second = await found(desk.search(query, { limit: 10, cursor: first.cursor ?? '' }));
    expect([first.total, second.total, second.cursor]).toEqual([15, 15, undefined]);
    expect([...first.cases, ...second.cases].map(({ id }) => id)).toEqual([...medium.toSorted(), ...low.toSorted()]);
    expect(await desk.search('storm:0123456789ab')).toEqual({ cases: [], cards: {}, total: 0 });
  });
});

describe('a folded case', () => {
  async function aFoldedCase() {
    const world = await aStormWorld();
    const [id = ''] = await record(world.context, 8, '1');
    await world.work();
    return { ...world, id };
  }

  it('gets its own card, with its history, when a person acts on it', async () => {
    const { context, mirror, work, id } = await aFoldedCase();
    await act(context, id, { do: 'acknowledge' });
    await work();
    expect(carded(mirror)).toEqual([id]);
    expect([...mirror.pages.values()]).toMatchObject([{ made: 1, notes: [1, 2] }]);
  });

  it('gets its own card when it gets worse', async () => {
    const { context, mirror, work, id } = await aFoldedCase();
    await recordOne(context, '1/0', '9.5', 'again');
    await work();
    expect(carded(mirror)).toEqual([id]);
  });

  it('stays folded when it is seen again in the storm, and gets its own card when it is seen again after it', async () => {
    const { context, mirror, work, clock, id } = await aFoldedCase();
    await recordOne(context, '1/0', '1', 'in the storm');
    await work();
    clock.now = new Date(clock.now.getTime() + 61_000);
    await work();
    expect(storms(mirror)[0]?.view.storm.isOver).toBe(true);
    expect(carded(mirror)).toEqual([]);
    await recordOne(context, '1/0', '1', 'after the storm');
    await work();
    expect(carded(mirror)).toEqual([id]);
  });

  it('that was seen again in the storm has no card however late the lane comes to it', async () => {
    const { context, mirror, work, clock } = await aFoldedCase();
    await recordOne(context, '1/0', '1', 'in the storm');
    clock.now = new Date(clock.now.getTime() + 61_000);
    await work();
    expect(storms(mirror)[0]?.view.storm.isOver).toBe(true);
    expect(carded(mirror)).toEqual([]);
  });

  it('costs nothing outside for a link of another mirror or when it is over by itself', async () => {
    const { context, mirror, work } = await aFoldedCase();
    await handleAlert(context, anAlert({ id: 'end', type: '1/1', nativeSeverity: '1', ended: 'fixed' }));
    await work();
    expect(carded(mirror)).toEqual([]);
    expect(await Array.fromAsync(everyItem(context.table, { pk: 'lane#slack#main', index: 'due' }))).toHaveLength(1);
  });
});

describe('a storm that is interrupted', () => {
  const points = Array.from({ length: 12 }, (_, i) => i + 1);
  it.each(points)('at write %i it loses nothing and doubles nothing', async (at) => {
    for (const when of ['before', 'after'] as const) {
      const { context, mirror, work, clock } = await aStormWorld();
      const low = await record(context, 35, '1');
      const worse = await record(context, 1, '9.5');
      await work({ ...context, table: deadlyTable(context.table, at, when) }).catch(() => undefined);
      clock.now = new Date(clock.now.getTime() + 10_000);
      await work();
      expect(carded(mirror)).toEqual(worse);
      expect([...mirror.pages.values(), ...storms(mirror)].map(({ made }) => made)).toEqual([1, 1]);
      expect((await listedIn(context, mirror)).toSorted()).toEqual(low.toSorted());
      expect(stormSize(storms(mirror)[0]?.view.storm ?? { counts: {} })).toBe(35);
    }
  });

  it('finds the card whose answer was lost', async () => {
    const { context, mirror, work } = await aStormWorld();
    await record(context, 8, '1');
    mirror.faults.push({ when: 'after', error: new TemporaryFailure('no answer', { retryAfterMs: 0 }) });
    await work();
    expect(storms(mirror)).toMatchObject([{ made: 1, view: { storm: { counts: { low: 8 } } } }]);
    expect(carded(mirror)).toEqual([]);
  });

  it('by a place that is gone lets each case go its own way, and does not begin anew at once', async () => {
    const { context, mirror, work, cases } = await aStormWorld();
    const ids = await record(context, 8, '1');
    mirror.faults.push({ when: 'before', error: new DestinationGone('the channel is archived') });
    await work();
    expect(ids.filter((id) => !carded(mirror).includes(id))).toEqual([]);
    expect(storms(mirror)).toEqual([]);
    expect((await cases()).map((c) => c.type)).toContain('mirror-failing');
  });

  it('by people who take every case in hand before it is shown, ends unseen', async () => {
    const { context, mirror, work } = await aStormWorld();
    const ids = await record(context, 6, '1');
    const stop = new AbortController();
    const down: NonNullable<StormyNotebook['storm']> = {
      findLost: async () => undefined,
      show: async () => {
        stop.abort();
        throw new TemporaryFailure('the service is down');
      },
    };
    await workLane(context, { mirror: { ...mirror, storm: down }, to: 'main', signal: stop.signal });
    for (const id of ids) await act(context, id, { do: 'acknowledge' });
    await work();
    expect([carded(mirror).toSorted(), storms(mirror)]).toEqual([ids.toSorted(), []]);
    const { storm } = await newestStorm(context.table, { mirror: 'slack', to: 'main' });
    expect(storm?.body).toMatchObject({ isOver: true, counts: {} });
  });
});
