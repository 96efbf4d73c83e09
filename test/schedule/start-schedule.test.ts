import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { Leases } from '#core/leases.ts';
import type { Context } from '#pipeline/context.ts';
import { readRuns } from '#pipeline/job-runs.ts';
import { everyMs } from '#schedule/every-ms.ts';
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

describe('the cron table', () => {
  it('notes the good and the bad runs of what one process runs for all', async () => {
    const { context } = await aWorld([]);
    const each = { cron: '* * * * * *', by: 'one' } as const;
    const jobs: Job[] = [
      { ...each, name: 'good', run: async () => {} },
      { ...each, name: 'bad', run: () => Promise.reject(new Error('always')) },
      { ...each, name: 'own', by: 'all', run: async () => {} },
    ];
    onTestFinished(startSchedule(context, jobs));
    const runOf = async (name: string) => (await readRuns(context.table)).find((run) => run.name === name);
    await until('a good run', () => runOf('good'));
    expect(await until('a bad run', () => runOf('bad'))).toMatchObject({ everyMs: 1000, reason: 'Error: always' });
    expect(await runOf('own')).toBeUndefined();
  });

  it('knows the longest time between two ticks of a job', () => {
    expect(everyMs('*/15 * * * * *')).toBe(15_000);
    expect(everyMs('0 23 * * * *')).toBe(3_600_000);
    // From Friday to Monday; an hour more or less where the clocks change.
    expect(Math.abs(everyMs('0 0 9 * * 1-5') - 3 * 86_400_000)).toBeLessThanOrEqual(3_600_000);
  });
});
