import { expect, onTestFinished, test } from 'vitest';
import type { Leases } from '#core/leases.ts';
import type { Context } from '#pipeline/context.ts';
import { startSchedule, type Job } from '#schedule/start-schedule.ts';
import { openTableLeases } from '#store/open-table-leases.ts';
import { aWorld } from '#test/pipeline/world.ts';
import { until } from '#test/until.ts';

const eachSecond = '* * * * * *';

/** A replica over the table of `context`, with a job that notes its runs. */
function aReplica(context: Context, run: Job['run'], leases: Leases): () => Promise<void> {
  const job: Job = { name: 'note', cron: eachSecond, by: 'one', run };
  const stop = startSchedule({ ...context, leases }, [job]);
  onTestFinished(stop);
  return stop;
}

test('each tick is run by one of three replicas', async () => {
  const { context } = await aWorld([]);
  const now = (): Date => new Date();
  const claimed: string[] = [];
  let runs = 0;
  for (let replica = 0; replica < 3; replica += 1) {
    const leases = openTableLeases(context.table, { now });
    const noted: Leases = {
      ...leases,
      claim: async (name) => {
        const isOurs = await leases.claim(name);
        if (isOurs && name.startsWith('cron#note:')) claimed.push(name);
        return isOurs;
      },
    };
    aReplica(context, async () => void (runs += 1), noted);
  }
  await until('three ticks', () => claimed.length >= 3);
  await until('a run for each', () => runs === claimed.length);
  expect(new Set(claimed).size).toBe(claimed.length);
  // The time of the tick, not of a clock: without fractions of a second.
  for (const name of claimed) expect(name).toMatch(/T\d\d:\d\d:\d\d\.000Z$/);
});

test('a tick that was claimed when the end came is run before the schedule has stopped', async () => {
  const { context } = await aWorld([]);
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<boolean>();
  const done: string[] = [];
  const stop = aReplica(context, async () => void done.push('run'), {
    acquire: async () => undefined,
    claim: async (name) => {
      if (!name.startsWith('cron#note:')) return false;
      asked.resolve();
      return answer.promise;
    },
  });
  await asked.promise;
  const stopped = stop().then(() => done.push('stopped'));
  answer.resolve(true);
  await stopped;
  expect(done).toEqual(['run', 'stopped']);
});
