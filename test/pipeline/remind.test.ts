import { describe, expect, it } from 'vitest';
import type { Case } from '#core/case.ts';
import type { Reminding } from '#core/reminding.ts';
import { actOnCase } from '#pipeline/act-on-case.ts';
import { bodyOf, caseKey, livingPk } from '#pipeline/case-items.ts';
import type { Context } from '#pipeline/context.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { remind } from '#pipeline/remind.ts';
import { watchReminders } from '#pipeline/watch-reminders.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { happenedTo, hourMs, minuteMs, opsCases, pass } from './ops-cases.ts';
import { aWorld, createNotebook, type NotebookMirror, type World } from './world.ts';

const signal = new AbortController().signal;
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

function aSlack(): NotebookMirror {
  return { ...createNotebook('slack', () => ['C0WEB']), reminds: true };
}

/** Slack, which reminds, and a tracker, which does not; on a Monday at noon. */
async function aDay() {
  const slack = aSlack();
  const tracker = createNotebook('github');
  const world = await aWorld([slack, tracker]);
  world.clock.now = new Date('2026-03-02T12:00:00.000Z');
  return { world, slack, tracker };
}

async function record(world: World, nativeSeverity: string, id = 'finding-1'): Promise<string> {
  const handled = await handleAlert(
    world.context,
    anAlert({ nativeSeverity, id, type: id, at: world.clock.now.toISOString() }),
  );
  if ('known' in handled) throw new Error('known');
  return handled.recorded.id;
}

async function read({ context }: World, id: string): Promise<Case> {
  const [item] = await context.table.get([caseKey(id)]);
  if (item === undefined) throw new Error(`no case ${id}`);
  return bodyOf<Case>(item);
}

const happened = async (world: World, id: string) => happenedTo(world, await read(world, id));

function withReminding(world: World, given: Partial<Reminding>): void {
  const policy = world.context.policy();
  world.context.policy = () => ({ ...policy, reminding: { ...policy.reminding, ...given } });
}

async function act(world: World, caseId: string, what: 'acknowledge' | 'still'): Promise<void> {
  const requestId = `${what} ${world.clock.now.toISOString()}`;
  expect(await actOnCase(world.context, { caseId, action: { do: what }, by: aki, requestId })).toHaveProperty('done');
}

describe('remind', () => {
  it('reminds of a high case every 30 minutes until it is acknowledged, in Slack alone', async () => {
    const { world, slack, tracker } = await aDay();
    const id = await record(world, '8');
    await workLane(world.context, { mirror: slack, to: 'C0WEB', signal });
    await workLane(world.context, { mirror: tracker, to: 'main', signal });
    pass(world, 29 * minuteMs);
    expect(await remind(world.context)).toBe(0);
    pass(world, minuteMs);
    expect(await remind(world.context)).toBe(1);
    expect(await remind(world.context)).toBe(0);
    pass(world, 30 * minuteMs);
    expect(await remind(world.context)).toBe(1);
    await workLane(world.context, { mirror: slack, to: 'C0WEB', signal });
    await workLane(world.context, { mirror: tracker, to: 'main', signal });
    expect(slack.pages.get(`C0WEB ${id}`)?.notes).toEqual([1, 2, 3]);
    expect(tracker.pages.get(`main ${id}`)?.notes).toEqual([1]);
    await act(world, id, 'acknowledge');
    pass(world, 40 * minuteMs);
    expect(await remind(world.context)).toBe(0);
    await workLane(world.context, { mirror: tracker, to: 'main', signal });
    expect(tracker.pages.get(`main ${id}`)?.notes).toEqual([1, 4]);
  });

  it('sends one reminder for all that were missed while Irene was down', async () => {
    const { world } = await aDay();
    const id = await record(world, '9');
    pass(world, 10 * hourMs);
    expect(await remind(world.context)).toBe(1);
    expect(await remind(world.context)).toBe(0);
    expect(await happened(world, id)).toEqual(['opened', 'reminded']);
    expect((await read(world, id)).upcoming).toEqual([{ do: 'remind', at: '2026-03-02T22:15:00.000Z' }]);
  });

  it('sends one reminder when several replicas try at once', async () => {
    const { world } = await aDay();
    const ids = await Promise.all(['a', 'b', 'c'].map((name) => record(world, '9', name)));
    pass(world, 15 * minuteMs);
    const done = await Promise.all(Array.from({ length: 4 }, () => remind(world.context)));
    for (const id of ids) expect(await happened(world, id)).toEqual(['opened', 'reminded']);
    expect(Math.max(...done)).toBeGreaterThan(0);
  });

  it('asks, goes back to open without an answer, and leaves alone what was answered', async () => {
    const { world } = await aDay();
    const [silent, answered] = [await record(world, '8', 'silent'), await record(world, '8', 'answered')];
    await act(world, silent, 'acknowledge');
    await act(world, answered, 'acknowledge');
    pass(world, 24 * hourMs);
    expect(await remind(world.context)).toBe(2);
    pass(world, hourMs);
    await act(world, answered, 'still');
    pass(world, 3 * hourMs);
    expect(await remind(world.context)).toBe(1);
    expect(await happened(world, silent)).toEqual(['opened', 'acknowledged', 'asked', 'unacknowledged']);
    expect(await read(world, silent)).toMatchObject({ status: 'open', statusBy: { kind: 'system', id: 'clock' } });
    expect(await happened(world, answered)).toEqual(['opened', 'acknowledged', 'asked', 'still_working']);
  });

  it('pages when the policy says so and nobody has acknowledged', async () => {
    const { world } = await aDay();
    const { reminders } = world.context.policy().reminding;
    withReminding(world, { reminders: { ...reminders, medium: { escalateAfter: hourMs, isAtAnyHour: false } } });
    const id = await record(world, '5');
    pass(world, hourMs);
    expect(await remind(world.context)).toBe(1);
    expect((await read(world, id)).escalation).toMatchObject({
      to: { id: 'S0WEB', label: 'Slack: web' },
      by: { id: 'clock' },
    });
    pass(world, 5 * hourMs);
    expect(await remind(world.context)).toBe(0);
  });

  it('goes by the policy of the moment, and draws the card again with the new time', async () => {
    const { world, slack } = await aDay();
    const id = await record(world, '8');
    await workLane(world.context, { mirror: slack, to: 'C0WEB', signal });
    const { reminders } = world.context.policy().reminding;
    withReminding(world, { reminders: { ...reminders, high: { every: 4 * hourMs, isAtAnyHour: true } } });
    pass(world, 30 * minuteMs);
    expect(await remind(world.context)).toBe(0);
    const next = [{ do: 'remind', at: '2026-03-02T16:00:00.000Z' }];
    expect((await read(world, id)).upcoming).toEqual(next);
    await workLane(world.context, { mirror: slack, to: 'C0WEB', signal });
    expect(slack.pages.get(`C0WEB ${id}`)).toMatchObject({ notes: [1] });
    withReminding(world, { reminders: { ...reminders, high: { isAtAnyHour: true } } });
    pass(world, 4 * hourMs);
    expect(await remind(world.context)).toBe(0);
    expect((await read(world, id)).upcoming).toBeUndefined();
  });

  it('reminds of so many lower cases of a project at once; the others are passed over', async () => {
    const { world } = await aDay();
    const policy = world.context.policy();
    world.context.policy = () => ({ ...policy, storm: { cards: 2 } });
    for (let n = 0; n < 5; n += 1) await record(world, '5', `finding-${n}`);
    await record(world, '8', 'high');
    pass(world, 24 * hourMs);
    expect(await remind(world.context)).toBe(3);
    expect(await remind(world.context)).toBe(0);
  });

  it('says nothing of a case that rates as nothing', async () => {
    const { world } = await aDay();
    const { reminders } = world.context.policy().reminding;
    expect(reminders.none).toEqual({ isAtAnyHour: false });
    await handleAlert(world.context, anAlert({ source: 'securityhub', nativeSeverity: 'INFORMATIONAL' }));
    const living = await world.context.table.query({ pk: livingPk, index: 'due', limit: 10 });
    expect(living.items).toEqual([]);
  });
});

describe('watchReminders', () => {
  const watch = (context: Context) => watchReminders(context);

  it('tells ops when reminders do not come, and that they have come', async () => {
    const { world } = await aDay();
    await record(world, '8');
    pass(world, 30 * minuteMs + hourMs);
    await watch(world.context);
    expect(await opsCases(world, 'reminder-late')).toEqual([]);
    pass(world, minuteMs);
    await watch(world.context);
    expect(await opsCases(world, 'reminder-late')).toMatchObject([{ status: 'open' }]);
    await remind(world.context);
    await watch(world.context);
    expect(await opsCases(world, 'reminder-late')).toMatchObject([{ status: 'closed' }]);
  });
});
