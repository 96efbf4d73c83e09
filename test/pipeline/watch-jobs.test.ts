import { expect, it } from 'vitest';
import { noteRun, readRuns } from '#pipeline/job-runs.ts';
import { watchJobs } from '#pipeline/watch-jobs.ts';
import { minuteMs, opsCases, pass } from './ops-cases.ts';
import { aWorld } from './world.ts';

const job = { name: 'remind', everyMs: minuteMs };

it('a job that no process runs is told, and closed when one runs it', async () => {
  const world = await aWorld([]);
  const startedAt = world.clock.now.toISOString();
  await noteRun(world.context, job);
  pass(world, 5 * minuteMs);
  await watchJobs(world.context, [job], startedAt);
  expect(await opsCases(world, 'job-not-run')).toEqual([]);
  pass(world, minuteMs);
  await watchJobs(world.context, [job], startedAt);
  await watchJobs(world.context, [job], startedAt);
  expect(await opsCases(world, 'job-not-run')).toMatchObject([{ title: 'The job remind does not run', count: 1 }]);
  await noteRun(world.context, job);
  await watchJobs(world.context, [job], startedAt);
  expect(await opsCases(world, 'job-not-run')).toMatchObject([{ status: 'closed', reason: 'fixed' }]);
});

it('a job that fails three times in a row is told with the reason, and one that is not in the table any more is closed', async () => {
  const world = await aWorld([]);
  const startedAt = world.clock.now.toISOString();
  for (let times = 0; times < 3; times += 1) {
    await watchJobs(world.context, [job], startedAt);
    expect(await opsCases(world, 'job-not-run')).toEqual([]);
    await noteRun(world.context, job, { err: new TypeError('no calendar') });
  }
  await watchJobs(world.context, [job], startedAt);
  expect(await opsCases(world, 'job-not-run')).toMatchObject([
    {
      title: 'The job remind fails again and again',
      facts: expect.arrayContaining([{ label: 'Failed', value: '3 times in a row: TypeError: no calendar' }]),
    },
  ]);
  pass(world, minuteMs);
  await watchJobs(world.context, [], startedAt);
  expect(await opsCases(world, 'job-not-run')).toMatchObject([{ status: 'closed' }]);
});

it('good runs are noted once a minute, and a store that takes no note does not fail the job', async () => {
  const world = await aWorld([]);
  await noteRun(world.context, job);
  pass(world, 30_000);
  await noteRun(world.context, job);
  expect(await readRuns(world.context.table)).toMatchObject([{ goodAt: '2026-03-01T12:00:00.000Z' }]);
  pass(world, 30_000);
  await noteRun(world.context, job);
  expect(await readRuns(world.context.table)).toMatchObject([{ goodAt: '2026-03-01T12:01:00.000Z' }]);
  const full = { ...world.context.table, write: () => Promise.reject(new Error('full')) };
  pass(world, minuteMs);
  await noteRun({ ...world.context, table: full }, job);
});
