import { describe, expect, it } from 'vitest';
import type { Case } from '#core/case.ts';
import type { Bulletin, BulletinPlace } from '#core/bulletin.ts';
import { createDesk } from '#pipeline/create-desk.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { readHidden } from '#pipeline/order-items.ts';
import { tellEndedSilences } from '#pipeline/tell-ended-silences.ts';
import { wakeSnoozed } from '#pipeline/wake-snoozed.ts';
import { anAlert } from '#test/builders.ts';
import { openStandingOrders } from '#pipeline/standing-orders.ts';
import { silentLog } from '#test/silent-log.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const tomorrow = '2026-03-02T12:00:00.000Z';
const wish = { query: 'type:*SSHBruteForce', until: tomorrow, reason: 'A test of ours', by: aki, channel: 'C0WEB' };

/** Wants every channel of a route. */
const slack = createNotebook('slack', ({ channels }) => channels);

async function record({ context }: World, given: Parameters<typeof anAlert>[0] = {}): Promise<Case> {
  const handled = await handleAlert(context, anAlert(given));
  if (!('recorded' in handled)) throw new Error('known before');
  return handled.recorded;
}

async function shownCase(world: World, id: string): Promise<Case> {
  const looked = await createDesk(world.context).show(id);
  if (!('found' in looked)) throw new Error('no such case');
  return looked.found.case;
}

describe('a silence', () => {
  it('keeps new alerts like it quiet, says why in their trace, and remembers what it hid', async () => {
    const world = await aWorld([slack]);
    const { orders } = createDesk(world.context);
    const given = await orders.silence({ ...wish, requestId: 'r1' });
    if (!('done' in given)) throw new Error('refused');
    const quiet = await record(world);
    expect(quiet.silenced).toEqual({ until: tomorrow, rule: `silence/${given.done.id}`, reason: wish.reason, by: aki });
    expect(quiet.trace.at(-1)).toMatchObject({
      decides: 'silence',
      because: expect.stringContaining('A test of ours'),
    });
    expect(quiet.shownIn).toEqual([]);
    const loud = await record(world, { type: 'Recon:EC2/Portscan' });
    expect(loud.silenced).toBeUndefined();
    expect(loud.shownIn).not.toEqual([]);
    expect(await Array.fromAsync(readHidden(world.context.table, given.done.id))).toEqual([
      { caseId: quiet.id, title: quiet.title, severity: quiet.severity },
    ]);
  });

  it('is over by itself, and what it kept quiet is shown then', async () => {
    const world = await aWorld([slack]);
    const { orders } = createDesk(world.context);
    await orders.silence({ ...wish, requestId: 'r1' });
    const { id } = await record(world);
    world.clock.now = new Date(Date.parse(tomorrow) + 1000);
    expect(await wakeSnoozed(world.context)).toBe(1);
    expect((await shownCase(world, id)).shownIn).not.toEqual([]);
    expect((await record(world, { resource: { id: 'i-2', type: 'Instance' } })).silenced).toBeUndefined();
    expect(await orders.silences()).toEqual([]);
  });

  it('can be ended before its time, once: what it kept quiet comes back', async () => {
    const world = await aWorld([slack]);
    const { orders } = createDesk(world.context);
    const given = await orders.silence({ ...wish, requestId: 'r1' });
    if (!('done' in given)) throw new Error('refused');
    const { id } = await record(world);
    expect(await orders.endSilence(given.done.id, aki)).toMatchObject({ id: given.done.id });
    const back = await shownCase(world, id);
    expect(back).toMatchObject({ status: 'open' });
    expect(back.silenced).toBeUndefined();
    expect(back.shownIn).not.toEqual([]);
    expect(await orders.endSilence(given.done.id, aki)).toBeUndefined();
    expect(await orders.endSilence('nothing', aki)).toBeUndefined();
  });

  it('snoozes the open cases that it is about, and wakes those alone when it is ended', async () => {
    const world = await aWorld([slack]);
    const desk = createDesk(world.context);
    const about = await record(world);
    const other = await record(world, { type: 'Recon:EC2/Portscan' });
    const given = await desk.orders.silence({ ...wish, requestId: 'r1' });
    if (!('done' in given)) throw new Error('refused');
    expect(given.snoozed).toBe(1);
    expect(await shownCase(world, about.id)).toMatchObject({ status: 'snoozed', snoozedUntil: tomorrow });
    await desk.act({
      caseId: other.id,
      action: { do: 'snooze', until: tomorrow, wakeWhenWorse: true },
      by: aki,
      requestId: 'by hand',
    });
    await desk.orders.endSilence(given.done.id, aki);
    expect((await shownCase(world, about.id)).status).toBe('open');
    expect((await shownCase(world, other.id)).status).toBe('snoozed');
  });

  it('asked for twice by one request is one', async () => {
    const world = await aWorld([slack]);
    const { orders } = createDesk(world.context);
    await orders.silence({ ...wish, requestId: 'r1' });
    world.clock.now = new Date(world.clock.now.getTime() + 5000);
    await orders.silence({ ...wish, requestId: 'r1' });
    expect(await orders.silences()).toHaveLength(1);
  });

  it('tells its channel once, when it is over, what it hid', async () => {
    const posted: { to: string; bulletin: Bulletin }[] = [];
    const place: BulletinPlace = {
      post: async (bulletin, to) => void posted.push({ to, bulletin }),
      isPosted: async () => false,
    };
    const world = await aWorld([{ ...slack, bulletins: place }]);
    const { orders } = createDesk(world.context);
    await orders.silence({ ...wish, requestId: 'r1' });
    const { id: caseId } = await record(world);
    await tellEndedSilences(world.context);
    expect(posted).toEqual([]);
    world.clock.now = new Date(Date.parse(tomorrow) + 1000);
    await tellEndedSilences(world.context);
    await tellEndedSilences(world.context);
    expect(posted).toMatchObject([
      { to: 'C0WEB', bulletin: { kind: 'silence_over', count: 1, hidden: [{ caseId }], silence: { until: tomorrow } } },
    ]);
    const second = await orders.silence({ ...wish, until: '2026-03-05T12:00:00.000Z', requestId: 'r2' });
    if (!('done' in second)) throw new Error('refused');
    await orders.endSilence(second.done.id, aki);
    // The case of before is open again, and was snoozed by the second one.
    expect(posted[1]).toMatchObject({ bulletin: { count: 1, silence: { endedBy: aki } } });
    expect(posted).toHaveLength(2);
  });

  it.each([
    ['', { unfit: 'all' }],
    ['sort:newest', { unfit: 'all' }],
    ['seen>7d ssh', { unfit: 'time' }],
    ['status:open ssh', { unfit: 'work' }],
    ['-is:acked', { unfit: 'work' }],
    ['count>3', { unfit: 'work' }],
    ['assignee:@aki', { unfit: 'work' }],
    ['is:mine', { error: expect.objectContaining({ because: 'nobody_asks' }) }],
    ['severty:high', { error: expect.objectContaining({ because: 'unknown_field', nearest: 'severity' }) }],
  ])('of %j is refused: %j', async (query, problem) => {
    const { orders } = createDesk((await aWorld([])).context);
    expect(await orders.silence({ ...wish, query, requestId: 'r1' })).toEqual(problem);
    expect(await orders.silences()).toEqual([]);
  });

  it.each([
    [{ until: '2026-03-01T11:59:59.000Z' }, { past: true }],
    [{ until: '2028-01-01T00:00:00.000Z' }, { past: true }],
    [{ until: 'no time' }, { past: true }],
    [{ reason: '  ' }, { missing: 'reason' }],
  ])('with %j is refused: %j', async (given, problem) => {
    const { orders } = createDesk((await aWorld([])).context);
    expect(await orders.silence({ ...wish, ...given, requestId: 'r1' })).toEqual(problem);
  });

  it('of another replica is in force after the next look', async () => {
    const world = await aWorld([slack]);
    const here = createDesk(world.context).orders;
    const there = openStandingOrders({ ...world.context, log: silentLog() });
    await here.silence({ ...wish, requestId: 'r1' });
    expect(there.silences()).toEqual([]);
    const stopping = new AbortController();
    const following = there.follow(stopping.signal);
    await expect.poll(() => there.silences()).toHaveLength(1);
    stopping.abort();
    await following;
  });
});

describe('a subscription', () => {
  it('shows cases in its channel too, from then on, until it is taken away', async () => {
    const world = await aWorld([slack]);
    const { orders } = createDesk(world.context);
    const before = await record(world);
    await orders.subscribe({ query: 'severity>=medium source:guardduty', by: aki, channel: 'C0DATA' });
    const after = await record(world, { type: 'Recon:EC2/Portscan' });
    expect(before.shownIn.map(({ to }) => to)).toEqual(['C0WEB', 'C0SECURITY']);
    expect(after.shownIn.map(({ to }) => to)).toEqual(['C0WEB', 'C0SECURITY', 'C0DATA']);
    expect(await orders.unsubscribe('C0DATA')).toHaveLength(1);
    const later = await record(world, { type: 'Third' });
    expect(later.shownIn.map(({ to }) => to)).toEqual(['C0WEB', 'C0SECURITY']);
  });

  it('is one however often it is asked for, and channels have their own', async () => {
    const { orders } = createDesk((await aWorld([])).context);
    for (const channel of ['C0DATA', 'C0DATA', 'C0WEB']) {
      await orders.subscribe({ query: ' project:web ', by: aki, channel });
    }
    expect(await orders.subscriptions('C0DATA')).toMatchObject([{ query: 'project:web', channel: 'C0DATA' }]);
    expect(await orders.subscriptions()).toHaveLength(2);
    expect(await orders.unsubscribe('C0OPS')).toEqual([]);
    expect(await orders.subscriptions()).toHaveLength(2);
  });

  it.each([
    ['', { unfit: 'all' }],
    ['opened<2h', { unfit: 'time' }],
    ['(ssh', { error: expect.objectContaining({ because: 'bracket_open', column: 1 }) }],
  ])('of %j is refused: %j', async (query, problem) => {
    const { orders } = createDesk((await aWorld([])).context);
    expect(await orders.subscribe({ query, by: aki, channel: 'C0DATA' })).toEqual(problem);
  });
});
