import { expect, it } from 'vitest';
import type { Bulletin, BulletinPlace } from '#core/bulletin.ts';
import { TemporaryFailure } from '#core/errors.ts';
import type { Policy } from '#core/policy.ts';
import { actOnCase } from '#pipeline/act-on-case.ts';
import { feedStart } from '#pipeline/follow-changes.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { tellDigests } from '#pipeline/tell-digests.ts';
import { tellWeekly } from '#pipeline/tell-weekly.ts';
import { anAlert } from '#test/builders.ts';
import { hourMs, minuteMs, pass } from './ops-cases.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

interface Posted {
  to: string;
  key: string;
  bulletin: Bulletin;
}

/** A place that keeps what is posted; `faults` are thrown before or after the next posts. */
function aPlace(): BulletinPlace & { posted: Posted[]; faults: { when: 'before' | 'after'; error: Error }[] } {
  const posted: Posted[] = [];
  const faults: { when: 'before' | 'after'; error: Error }[] = [];
  return {
    posted,
    faults,
    async post(bulletin, to, key) {
      const fault = faults.shift();
      if (fault?.when === 'before') throw fault.error;
      posted.push({ to, key, bulletin });
      if (fault !== undefined) throw fault.error;
    },
    isPosted: async (to, key) => posted.some((one) => one.to === to && one.key === key),
  };
}

/** Sunday noon; the project `web` is in Tokyo, the central channel at UTC. */
async function aWeekend() {
  const place = aPlace();
  const slack = { ...createNotebook('slack', (route) => route.channels), bulletins: place };
  const world = await aWorld([slack]);
  await feedStart(world.context.table, world.clock.now);
  const policy = world.context.policy();
  const projects = policy.projects.map((one) => ({ ...one, timeZone: 'Asia/Tokyo' }));
  world.context.policy = (): Policy => ({ ...policy, projects });
  return { world, place };
}

async function record(world: World, nativeSeverity: string, id: string, account = '111122223333'): Promise<string> {
  const at = world.clock.now.toISOString();
  const handled = await handleAlert(world.context, anAlert({ nativeSeverity, id, type: id, account, at }));
  if ('known' in handled) throw new Error('known');
  return handled.recorded.id;
}

function at(world: World, time: string): void {
  world.clock.now = new Date(time);
}

it('tells each channel on a working morning by its own clock, once, what is open there', async () => {
  const { world, place } = await aWeekend();
  await record(world, '8', 'high');
  const medium = await record(world, '5', 'medium');
  await record(world, '5', 'elsewhere', '999999999999');
  const action = { do: 'snooze' as const, until: '2026-03-02T06:00:00.000Z', wakeWhenWorse: true };
  await actOnCase(world.context, { caseId: medium, action, by: aki, requestId: 'snooze' });
  await tellDigests(world.context);
  at(world, '2026-03-01T23:59:00.000Z');
  await tellDigests(world.context);
  expect(place.posted).toEqual([]);
  at(world, '2026-03-02T00:01:00.000Z');
  await tellDigests(world.context);
  await tellDigests(world.context);
  expect(place.posted).toMatchObject([
    {
      to: 'C0WEB',
      key: 'digest#2026-03-02',
      bulletin: { digest: { open: { high: 1 }, unacknowledged: 1, fresh: 2, ending: [{ what: 'snooze' }] } },
    },
  ]);
  at(world, '2026-03-02T09:03:00.000Z');
  await Promise.all([tellDigests(world.context), tellDigests(world.context)]);
  expect(place.posted.slice(1)).toMatchObject([
    { to: 'C0SECURITY', bulletin: { digest: { open: { high: 1, medium: 1 } } } },
  ]);
});

it('says nothing where nothing is open, unless the policy wants it always', async () => {
  const { world, place } = await aWeekend();
  at(world, '2026-03-02T09:03:00.000Z');
  await tellDigests(world.context);
  expect(place.posted).toEqual([]);
  const policy = world.context.policy();
  world.context.policy = () => ({ ...policy, reminding: { ...policy.reminding, digest: { at: 540, always: true } } });
  at(world, '2026-03-03T09:03:00.000Z');
  await tellDigests(world.context);
  expect(place.posted).toMatchObject([{ to: 'C0SECURITY', bulletin: { digest: { open: {} } } }]);
});

it('tells on Monday morning what ended while it was late, and not at night what was due in the morning', async () => {
  const { world, place } = await aWeekend();
  await record(world, '8', 'high', '999999999999');
  at(world, '2026-03-02T12:30:00.000Z');
  await tellDigests(world.context);
  expect(place.posted).toEqual([]);
  at(world, '2026-03-03T11:30:00.000Z');
  await tellDigests(world.context);
  expect(place.posted).toHaveLength(1);
});

it.each(['before', 'after'] as const)('posts once though it was cut off %s the post', async (when) => {
  const { world, place } = await aWeekend();
  await record(world, '8', 'high', '999999999999');
  at(world, '2026-03-02T09:03:00.000Z');
  place.faults.push({ when, error: new TemporaryFailure('cut off') });
  await expect(tellDigests(world.context)).rejects.toThrow('cut off');
  await tellDigests(world.context);
  expect(place.posted).toHaveLength(when === 'before' ? 0 : 1);
  pass(world, 2 * minuteMs);
  await tellDigests(world.context);
  await tellDigests(world.context);
  expect(place.posted).toHaveLength(1);
});

it('tells each project its numbers once a week, in its own channel', async () => {
  const { world, place } = await aWeekend();
  await record(world, '8', 'high');
  at(world, '2026-03-02T00:31:00.000Z');
  await tellWeekly(world.context);
  await tellWeekly(world.context);
  expect(place.posted).toMatchObject([
    { to: 'C0WEB', key: 'numbers#web#2026-03-02', bulletin: { numbers: { project: 'web', opened: 1 } } },
  ]);
  pass(world, 24 * hourMs);
  await tellWeekly(world.context);
  expect(place.posted).toHaveLength(1);
});
