import { describe, expect, it } from 'vitest';
import { callElsewhere } from '#pipeline/call-elsewhere.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { watchLanes } from '#pipeline/watch-lanes.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { happenedTo, hourMs, minuteMs, opsCases, pass } from './ops-cases.ts';
import { aWorld, createNotebook, type NotebookMirror, type World } from './world.ts';

const signal = new AbortController().signal;

/** A Slack whose channels can be down. */
function aSlack(): NotebookMirror & { down: Set<string> } {
  const notebook = createNotebook('slack', (route) => route.channels);
  const down = new Set<string>();
  return {
    ...notebook,
    down,
    reflect: (view, to, ref) => (down.has(to) ? Promise.reject(new Error('down')) : notebook.reflect(view, to, ref)),
  };
}

function aPager(): NotebookMirror {
  return createNotebook('pagerduty', (route) => (route.pagerduty === undefined ? [] : ['default']));
}

function work({ context }: World, mirror: NotebookMirror, to: string): Promise<void> {
  return workLane(context, { mirror, to, signal });
}

/** The channel goes down; after the third look that fails ops are told. */
async function failThrice(world: World, slack: ReturnType<typeof aSlack>, to: string): Promise<void> {
  slack.down.add(to);
  for (let times = 0; times < 3; times += 1) {
    await work(world, slack, to);
    pass(world, 2 * minuteMs);
  }
}

function record(world: World, id = 'finding-1'): Promise<unknown> {
  return handleAlert(world.context, anAlert({ nativeSeverity: '8', id, type: id }));
}

describe('a lane that fails', () => {
  it('is told, and its case closed by the first that is shown again', async () => {
    const slack = aSlack();
    const world = await aWorld([slack]);
    await record(world);
    await failThrice(world, slack, 'C0WEB');
    expect(await opsCases(world, 'mirror-failing')).toMatchObject([
      { status: 'open', resource: { id: 'slack C0WEB' } },
    ]);
    slack.down.clear();
    await work(world, slack, 'C0WEB');
    const [c] = await opsCases(world, 'mirror-failing');
    expect(c).toMatchObject({ status: 'closed', reason: 'fixed' });
    if (c !== undefined) expect(await happenedTo(world, c)).toEqual(['opened', 'closed']);
  });

  it('stays told while one case still waits for having failed, though others are shown', async () => {
    const slack = aSlack();
    const world = await aWorld([slack]);
    await record(world);
    await failThrice(world, slack, 'C0WEB');
    await work(world, slack, 'C0WEB');
    slack.down.clear();
    await record(world, 'finding-2');
    await work(world, slack, 'C0WEB');
    expect(slack.pages.size).toBe(1);
    expect(await opsCases(world, 'mirror-failing')).toMatchObject([{ status: 'open' }]);
    pass(world, 2 * minuteMs);
    await work(world, slack, 'C0WEB');
    expect(slack.pages.size).toBe(2);
    expect(await opsCases(world, 'mirror-failing')).toMatchObject([{ status: 'closed' }]);
  });

  it('whose last case was shown by a process that ended then is closed by the next look', async () => {
    const slack = aSlack();
    const world = await aWorld([slack]);
    await record(world);
    await failThrice(world, slack, 'C0WEB');
    slack.down.clear();
    const { table } = world.context;
    const get: typeof table.get = async (keys) => {
      if (keys.some(({ pk }) => pk === 'ops')) throw new Error('killed');
      return table.get(keys);
    };
    await workLane({ ...world.context, table: { ...table, get } }, { mirror: slack, to: 'C0WEB', signal });
    expect(await opsCases(world, 'mirror-failing')).toMatchObject([{ status: 'open' }]);
    await watchLanes(world.context);
    expect(await opsCases(world, 'mirror-failing')).toMatchObject([{ status: 'closed' }]);
  });
});

describe('a lane that nobody works on', () => {
  it('is told when its news wait too long, once, and closed when they are shown', async () => {
    const slack = aSlack();
    const world = await aWorld([slack]);
    await record(world);
    await work(world, slack, 'C0SECURITY');
    pass(world, 15 * minuteMs);
    await watchLanes(world.context);
    expect(await opsCases(world, 'lag')).toEqual([]);
    pass(world, minuteMs);
    await watchLanes(world.context);
    pass(world, minuteMs);
    await watchLanes(world.context);
    expect(await opsCases(world, 'lag')).toMatchObject([
      { resource: { id: 'slack C0WEB' }, count: 1, severity: 'high' },
    ]);
    await work(world, slack, 'C0WEB');
    await work(world, slack, 'C0OPS');
    await watchLanes(world.context);
    expect(await opsCases(world, 'lag')).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
  });

  it('is not told beside its failing, nor for what waited while it failed', async () => {
    const slack = aSlack();
    const world = await aWorld([slack]);
    await record(world);
    await record(world, 'finding-2');
    await failThrice(world, slack, 'C0WEB');
    pass(world, hourMs);
    await watchLanes(world.context);
    slack.down.clear();
    slack.faults.push({ when: 'before', error: new Error('a bug') });
    await work(world, slack, 'C0WEB');
    pass(world, 2 * minuteMs);
    await work(world, slack, 'C0WEB');
    expect(await opsCases(world, 'mirror-failing')).toMatchObject([{ status: 'closed' }]);
    await record(world, 'finding-3');
    await watchLanes(world.context);
    expect((await opsCases(world, 'lag')).filter(({ resource }) => resource.id === 'slack C0WEB')).toEqual([]);
  });

  it('is let be when the settings no longer name its mirror', async () => {
    const github = createNotebook('github');
    const world = await aWorld([github]);
    await record(world);
    world.context.mirrors.splice(0);
    pass(world, hourMs);
    await watchLanes(world.context);
    expect(await opsCases(world, 'lag')).toEqual([]);
  });
});

describe('while the ops channel fails', () => {
  it('PagerDuty is told after two minutes, once, and of nothing that only follows from it', async () => {
    const slack = aSlack();
    const pager = aPager();
    const world = await aWorld([slack, pager]);
    await record(world);
    await failThrice(world, slack, 'C0WEB');
    await failThrice(world, slack, 'C0OPS');
    await work(world, pager, 'default');
    pager.pages.clear();
    world.clock.now = new Date(world.clock.now.getTime() - 2 * minuteMs);
    await callElsewhere(world.context);
    await work(world, pager, 'default');
    expect(pager.pages.size).toBe(0);
    pass(world, 2 * minuteMs);
    await callElsewhere(world.context);
    await callElsewhere(world.context);
    await work(world, pager, 'default');
    expect([...pager.pages.values()].map(({ view }) => view.case.resource.id)).toEqual(['slack C0OPS']);

    slack.down.clear();
    await work(world, slack, 'C0OPS');
    await work(world, pager, 'default');
    const [page] = pager.pages.values();
    expect(page?.view.case).toMatchObject({ status: 'closed', reason: 'fixed' });
    if (page !== undefined) expect(await happenedTo(world, page.view.case)).toEqual(['opened', 'escalated', 'closed']);
  });

  it('nobody else is told without PagerDuty, nor while the channel works', async () => {
    const slack = aSlack();
    const alone = await aWorld([slack]);
    await record(alone);
    await failThrice(alone, slack, 'C0WEB');
    await failThrice(alone, slack, 'C0OPS');
    pass(alone, hourMs);
    await callElsewhere(alone.context);
    const pager = aPager();
    const working = await aWorld([aSlack(), pager]);
    await record(working);
    pass(working, hourMs);
    await callElsewhere(working.context);
    const cases = [...(await opsCases(alone, 'mirror-failing')), ...(await opsCases(working, 'mirror-failing'))];
    expect(cases.filter(({ escalation }) => escalation !== undefined)).toEqual([]);
  });
});
