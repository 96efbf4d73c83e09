import { describe, expect, it } from 'vitest';
import { createDesk } from '#pipeline/create-desk.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { wakeSnoozed } from '#pipeline/wake-snoozed.ts';
import { anAlert } from '#test/builders.ts';
import { aWorld, type World } from './world.ts';
import { found } from './found.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

async function record({ context }: World, given: Parameters<typeof anAlert>[0] = {}): Promise<string> {
  const handled = await handleAlert(context, anAlert(given));
  if (!('recorded' in handled)) throw new Error('known before');
  return handled.recorded.id;
}

describe('the desk', () => {
  it('shows a case by its id, its letters alone, or the beginning of them', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    const id = await record(world);
    for (const asked of [id, id.slice(4), id.slice(0, 8), id.slice(4, 9), ` ${id.toUpperCase()} `]) {
      expect(await desk.show(asked)).toMatchObject({
        found: { case: { id }, timeline: [{ what: 'opened' }], route: { channels: ['C0WEB', 'C0SECURITY'] } },
      });
    }
  });

  it('takes back an action as it is kept, once for each request, while nothing has happened since', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    const id = await record(world);
    const close = { do: 'close', reason: 'fixed', why: 'patched' } as const;
    await desk.act({ caseId: id, action: close, by: aki, requestId: 'click' });
    const undo = { caseId: id, of: 'click', by: aki, requestId: 'undo' };
    for (let times = 0; times < 2; times += 1)
      expect(await desk.undo(undo)).toMatchObject({ done: { status: 'open' }, undone: 'closed' });
    const looked = await desk.show(id);
    if (!('found' in looked)) throw new Error('gone');
    expect(looked.found.timeline.map(({ what }) => what)).toEqual(['opened', 'closed', 'undone']);
    expect(looked.found.case.reason).toBeUndefined();
    expect(await desk.undo({ ...undo, requestId: 'again' })).toMatchObject({ refused: { because: 'changed_since' } });
  });

  it('takes nothing back after half a minute, nor what was never done or cannot be taken back', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    const id = await record(world);
    await desk.act({ caseId: id, action: { do: 'acknowledge' }, by: aki, requestId: 'ack' });
    world.clock.now = new Date(world.clock.now.getTime() + 31_000);
    const undo = { caseId: id, by: aki, requestId: 'undo' };
    expect(await desk.undo({ ...undo, of: 'ack' })).toMatchObject({ refused: { because: 'too_late' } });
    expect(await desk.undo({ ...undo, of: 'never' })).toEqual({ unknown: true });
    await desk.act({ caseId: id, action: { do: 'unacknowledge' }, by: aki, requestId: 'unack' });
    expect(await desk.undo({ ...undo, of: 'unack' })).toEqual({ unknown: true });
  });

  it('says when there is none, whatever was typed', async () => {
    const desk = createDesk((await aWorld([])).context);
    for (const asked of ['irn-aaaaaaaaaaaa', 'aaa', '', '"; drop table', 'irn-', '💥'])
      expect(await desk.show(asked)).toEqual({ none: true });
  });

  it('names all when the beginning fits several', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    const ids = await Promise.all(Array.from({ length: 33 }, (_, i) => record(world, { type: `type-${i}` })));
    const initials = ids.map((id) => id.slice(0, 5));
    const shared = initials.find((initial, i) => initials.indexOf(initial) !== i) ?? '';
    expect(await desk.show(shared)).toMatchObject({
      many: expect.arrayContaining(ids.filter((id) => id.startsWith(shared)).slice(0, 2)),
    });
  });

  it('finds what was recorded a moment ago, newest first, page by page', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    for (let i = 0; i < 5; i += 1)
      await record(world, { type: `t${i}`, title: `Bucket number ${i} is public`, at: `2026-03-01T0${i}:00:00.000Z` });
    await record(world, { type: 'other', title: 'Something else' });
    const first = await found(desk.search('bucket pub', { limit: 3 }));
    expect(first.total).toBe(5);
    expect(first.cases.map((c) => c.type)).toEqual(['t4', 't3', 't2']);
    const second = await found(
      desk.search('bucket pub', {
        limit: 3,
        ...(first.cursor === undefined ? {} : { cursor: first.cursor }),
      }),
    );
    expect(second.cases.map((c) => c.type)).toEqual(['t1', 't0']);
    expect(second.cursor).toBeUndefined();
  });

  it('finds a case by its newest words after it changed in a later hour', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    await record(world, { title: 'An old name' });
    await desk.search('old');
    world.clock.now = new Date('2026-03-01T15:30:00.000Z');
    await record(world, { id: 'f2', title: 'A fresh name', at: '2026-03-01T15:00:00.000Z' });
    expect((await found(desk.search('fresh'))).total).toBe(1);
    expect((await found(desk.search('old'))).total).toBe(0);
  });

  it('says where a search is wrong, and knows who asks', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    await record(world, { title: 'A public bucket' });
    expect(await desk.search('public sevrity:high')).toMatchObject({ wrong: { column: 8, nearest: 'severity' } });
    expect((await found(desk.search('public is:unacked opened<1h'))).total).toBe(1);
    expect((await found(desk.search('is:mine', { me: 'slack:UAKI' }))).total).toBe(0);
  });

  it('wakes what was snoozed when its time has come, once', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    const caseId = await record(world);
    await desk.act({
      caseId,
      by: aki,
      requestId: 'r',
      action: { do: 'snooze', until: '2026-03-01T13:00:00.000Z', wakeWhenWorse: true },
    });
    expect(await wakeSnoozed(world.context)).toBe(0);
    world.clock.now = new Date('2026-03-01T13:00:00.000Z');
    expect(await wakeSnoozed(world.context)).toBe(1);
    expect(await wakeSnoozed(world.context)).toBe(0);
    expect(await desk.show(caseId)).toMatchObject({
      found: {
        case: { status: 'open' },
        timeline: [{}, { what: 'snoozed' }, { what: 'woke', by: { kind: 'system', id: 'clock' } }],
      },
    });
  });

  it('lets sleep on what is snoozed for longer while others are woken', async () => {
    const world = await aWorld([]);
    const desk = createDesk(world.context);
    const snooze = (caseId: string, until: string) =>
      desk.act({ caseId, by: aki, requestId: until, action: { do: 'snooze', until, wakeWhenWorse: true } });
    const ids = [await record(world), await record(world, { type: 'other' })];
    for (const id of ids) await snooze(id, '2026-03-01T13:00:00.000Z');
    world.clock.now = new Date('2026-03-01T13:00:00.000Z');
    const { table } = world.context;
    let isProlonged = false;
    const prolongingTable: typeof table = {
      ...table,
      async query(range) {
        const page = await table.query(range);
        if (!isProlonged) for (const id of ids) await snooze(id, '2026-03-02T09:00:00.000Z');
        isProlonged = true;
        return page;
      },
    };
    expect(await wakeSnoozed({ ...world.context, table: prolongingTable })).toBe(0);
    for (const id of ids) expect(await desk.show(id)).toMatchObject({ found: { case: { status: 'snoozed' } } });
  });
});
