import { describe, expect, it } from 'vitest';
import type { Action } from '#core/case-action.ts';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { actOnCase } from '#pipeline/act-on-case.ts';
import type { Context } from '#pipeline/context.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { aWorld, createNotebook, type NotebookMirror } from './world.ts';

const running = new AbortController().signal;
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

async function record(context: Context, given: Parameters<typeof anAlert>[0] = {}): Promise<string> {
  const handled = await handleAlert(context, anAlert({ nativeSeverity: '8', ...given }));
  if (!('recorded' in handled)) throw new Error('known before');
  return handled.recorded.id;
}

function act(context: Context, caseId: string, action: Action, requestId = 'r1') {
  return actOnCase(context, { caseId, action, by: aki, requestId });
}

function shown(mirror: NotebookMirror, to = 'main') {
  return [...mirror.pages].filter(([key]) => key.startsWith(`${to} `)).map(([, page]) => page);
}

describe('a lane', () => {
  it('shows a case once, with its whole timeline, and rests', async () => {
    const mirror = createNotebook('slack');
    const { context } = await aWorld([mirror]);
    await record(context);
    await record(context, { id: 'finding-2' });
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror)).toMatchObject([{ made: 1, notes: [1], view: { case: { count: 2 } } }]);
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror)).toMatchObject([{ made: 1, notes: [1] }]);
  });

  it('shows the worst first, and a click before all', async () => {
    const mirror = createNotebook('slack');
    const { context } = await aWorld([mirror]);
    const order: string[] = [];
    const watched = {
      ...mirror,
      reflect: (...given: Parameters<NotebookMirror['reflect']>) => (
        order.push(given[0].case.type), mirror.reflect(...given)
      ),
    };
    await record(context, { type: 'low', nativeSeverity: '1' });
    await record(context, { type: 'critical', nativeSeverity: '9.5' });
    const clicked = await record(context, { type: 'clicked', nativeSeverity: '4' });
    await act(context, clicked, { do: 'acknowledge' });
    await workLane(context, { mirror: watched, to: 'main', signal: running });
    expect(order).toEqual(['clicked', 'critical', 'low']);
  });

  it('after a crash behind the outside call it finds what was made, and makes nothing twice', async () => {
    const mirror = createNotebook('slack');
    const { context, clock } = await aWorld([mirror]);
    const caseId = await record(context);
    mirror.faults.push({ when: 'after', error: new TemporaryFailure('killed', { retryAfterMs: 0 }) });
    const stop = new AbortController();
    const work = workLane(context, { mirror, to: 'main', signal: stop.signal });
    while (mirror.pages.size === 0) await new Promise(setImmediate);
    stop.abort();
    await work;
    await act(context, caseId, { do: 'acknowledge' });
    clock.now = new Date('2026-03-01T12:10:00.000Z');
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror)).toMatchObject([{ made: 1, notes: [1, 2] }]);
  });

  it('keeps an effect that failed, later each time, and takes it up again', async () => {
    const mirror = createNotebook('slack');
    const { context, clock } = await aWorld([mirror]);
    await record(context);
    mirror.faults.push({ when: 'before', error: new Error('a bug') });
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror)).toEqual([]);
    clock.now = new Date('2026-03-01T12:00:02.000Z');
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror)).toMatchObject([{ made: 1 }]);
  });

  it('shows a case elsewhere when its place is gone, and tells ops once an hour', async () => {
    const mirror = createNotebook('slack', (route) => route.channels);
    const insteadOf: Context['insteadOf'] = ({ to }) =>
      to === 'C0WEB' ? { mirror: 'slack', to: 'C0SECURITY' } : undefined;
    const policy = (await aWorld([])).context.policy();
    const onlyProject = { ...policy, routing: { ...policy.routing, high: { ...policy.routing.high, central: false } } };
    const { context, cases } = await aWorld([mirror], { insteadOf, policy: () => onlyProject });
    await record(context);
    mirror.faults.push({ when: 'before', error: new DestinationGone('the channel C0WEB is archived') });
    await workLane(context, { mirror, to: 'C0WEB', signal: running });
    await workLane(context, { mirror, to: 'C0SECURITY', signal: running });
    expect(shown(mirror, 'C0SECURITY')).toHaveLength(1);
    expect((await cases()).find((c) => c.type === 'mirror-failing')).toMatchObject({
      resource: { id: 'slack C0WEB' },
      shownIn: [{ mirror: 'slack', to: 'C0OPS' }],
    });
  });

  it('a change in the middle of showing is shown by another look', async () => {
    const mirror = createNotebook('slack');
    const { context } = await aWorld([mirror]);
    const caseId = await record(context);
    let acted = false;
    const slow: NotebookMirror = {
      ...mirror,
      async reflect(view, to, ref) {
        const made = await mirror.reflect(view, to, ref);
        if (!acted) await act(context, caseId, { do: 'acknowledge' });
        acted = true;
        return made;
      },
    };
    await workLane(context, { mirror: slow, to: 'main', signal: running });
    expect(shown(mirror)).toMatchObject([{ made: 1, notes: [1, 2], view: { case: { status: 'acknowledged' } } }]);
  });

  it('a link that is new in one mirror is shown by the others', async () => {
    const slack = createNotebook('slack');
    const github = createNotebook('github');
    const { context } = await aWorld([slack, github]);
    await record(context);
    await workLane(context, { mirror: slack, to: 'main', signal: running });
    await workLane(context, { mirror: github, to: 'main', signal: running });
    await workLane(context, { mirror: slack, to: 'main', signal: running });
    expect(shown(slack)).toMatchObject([
      { view: { elsewhere: [{ ref: { url: expect.stringContaining('https://github.example/') } }] } },
    ]);
    expect(shown(github)).toMatchObject([
      { view: { elsewhere: [{ ref: { url: expect.stringContaining('https://slack.example/') } }] } },
    ]);
  });

  it('shows every card before the details of the first', async () => {
    const mirror = createNotebook('slack');
    const { context } = await aWorld([mirror]);
    const looks: string[] = [];
    const detailed: NotebookMirror = {
      ...mirror,
      async reflect(view, to, ref) {
        looks.push(`${ref === undefined ? 'card' : 'details'} of ${view.case.type}`);
        const shown = await mirror.reflect(view, to, ref);
        return ref === undefined ? { ...shown, left: 'details' } : shown;
      },
    };
    await record(context, { type: 'critical', nativeSeverity: '9.5' });
    await record(context, { type: 'low', nativeSeverity: '1' });
    await workLane(context, { mirror: detailed, to: 'main', signal: running });
    expect(looks).toEqual(['card of critical', 'card of low', 'details of critical', 'details of low']);
  });

  it('plain repeats neither hold up a new case nor push aside what is pressing', async () => {
    const mirror = createNotebook('slack');
    const { context } = await aWorld([mirror]);
    const looks: string[] = [];
    let repeats = 0;
    const stormy: NotebookMirror = {
      ...mirror,
      async reflect(view, to, ref) {
        looks.push(view.case.type);
        repeats += 1;
        if (repeats < 10) await record(context, { type: 'old', nativeSeverity: '9.5', id: `again-${repeats}` });
        return mirror.reflect(view, to, ref);
      },
    };
    await record(context, { type: 'old', nativeSeverity: '9.5' });
    await record(context, { type: 'old', nativeSeverity: '9.5', id: 'again' });
    await record(context, { type: 'new', nativeSeverity: '4' });
    await workLane(context, { mirror: stormy, to: 'main', signal: running });
    expect(looks.slice(0, 2)).toEqual(['old', 'new']);
    expect(shown(mirror).find(({ view }) => view.case.type === 'old')?.view.case.count).toBe(11);
  });

  it('takes up what it postponed also when the clock was set back by an hour', async () => {
    const mirror = createNotebook('slack');
    const { context, clock } = await aWorld([mirror]);
    await record(context);
    mirror.faults.push({ when: 'before', error: new Error('a bug') });
    await workLane(context, { mirror, to: 'main', signal: running });
    clock.now = new Date(clock.now.getTime() - 3_600_000);
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror)).toHaveLength(1);
  });

  it('takes a critical case that failed before a fresh low one', async () => {
    const mirror = createNotebook('slack');
    const { context, clock } = await aWorld([mirror]);
    await record(context, { type: 'critical', nativeSeverity: '9.5' });
    mirror.faults.push({ when: 'before', error: new Error('a bug') });
    await workLane(context, { mirror, to: 'main', signal: running });
    await record(context, { type: 'low', nativeSeverity: '1' });
    clock.now = new Date('2026-03-01T12:00:05.000Z');
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror).map(({ view }) => view.case.type)).toEqual(['critical', 'low']);
  });

  it('a mirror that is switched on later shows a case when it is seen again', async () => {
    const slack = createNotebook('slack');
    const github = { ...createNotebook('github'), followsRepeats: false };
    const { context } = await aWorld([slack]);
    await record(context);
    context.mirrors.push(github);
    await record(context, { id: 'finding-2' });
    await workLane(context, { mirror: github, to: 'main', signal: running });
    expect(shown(github)).toHaveLength(1);
  });

  it('a link that was found after a crash reaches the other mirrors all the same', async () => {
    const slack = createNotebook('slack');
    const github = createNotebook('github');
    const found: NotebookMirror = {
      ...github,
      async findLost(view, to, attempt) {
        const lost = await github.findLost(view, to, attempt);
        return lost && { ...lost, url: `https://github.example/${view.case.id}` };
      },
    };
    const { context, clock } = await aWorld([slack, found]);
    await record(context);
    await workLane(context, { mirror: slack, to: 'main', signal: running });
    for (const when of ['after', 'before'] as const) {
      found.faults.push({ when, error: new Error('a bug') });
      await workLane(context, { mirror: found, to: 'main', signal: running });
      clock.now = new Date(clock.now.getTime() + 60_000);
    }
    await workLane(context, { mirror: found, to: 'main', signal: running });
    await workLane(context, { mirror: slack, to: 'main', signal: running });
    expect(shown(slack)[0]?.view.elsewhere).toMatchObject([{ ref: { url: expect.stringContaining('github') } }]);
  });

  it('tells ops of a place that fails for every case, however many wait', async () => {
    const mirror = createNotebook('slack');
    const { context, cases } = await aWorld([mirror]);
    for (let i = 0; i < 3; i += 1) {
      await record(context, { type: `t${i}` });
      mirror.faults.push({ when: 'before', error: new Error('always') });
    }
    await workLane(context, { mirror, to: 'main', signal: running });
    expect((await cases()).map((c) => c.type)).toContain('mirror-failing');
  });

  it('does nothing outside for a repeat of an acknowledged case', async () => {
    const mirror = createNotebook('slack');
    const { context } = await aWorld([mirror]);
    const caseId = await record(context);
    await act(context, caseId, { do: 'acknowledge' });
    await workLane(context, { mirror, to: 'main', signal: running });
    const before = shown(mirror)[0]?.view;
    await record(context, { id: 'finding-2' });
    await workLane(context, { mirror, to: 'main', signal: running });
    expect(shown(mirror)[0]?.view).toBe(before);
  });
});

describe('actOnCase', () => {
  it('does a request that is delivered twice once', async () => {
    const { context } = await aWorld([]);
    const caseId = await record(context);
    await act(context, caseId, { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' } });
    const again = await act(context, caseId, { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' } });
    expect(again).toMatchObject({ done: { calls: 1, timelineLength: 2 } });
  });

  it('lets one of two people win and tells the other who', async () => {
    const { context } = await aWorld([]);
    const caseId = await record(context);
    const outcomes = await Promise.all([
      act(context, caseId, { do: 'acknowledge' }, 'click-1'),
      act(context, caseId, { do: 'acknowledge' }, 'click-2'),
    ]);
    expect(new Set(outcomes.flatMap((outcome) => Object.keys(outcome)))).toEqual(new Set(['done', 'refused']));
  });

  it('knows when there is no such case', async () => {
    const { context } = await aWorld([]);
    expect(await act(context, 'irn-aaaaaaaaaaaa', { do: 'acknowledge' })).toEqual({ unknown: true });
  });

  it('counts alerts that arrive at the same time, each once', async () => {
    const { context, cases } = await aWorld([]);
    await Promise.all(Array.from({ length: 15 }, (_, i) => handleAlert(context, anAlert({ id: `f-${i}` }))));
    expect(await cases()).toMatchObject([{ count: 15, revision: 15 }]);
  });
});
