import { describe, expect, it, onTestFinished } from 'vitest';
import { readRuns } from '#pipeline/job-runs.ts';
import { everyMs } from '#schedule/every-ms.ts';
import { startSchedule, type Job } from '#schedule/start-schedule.ts';
import { until } from '#test/until.ts';
import { aWorld } from '../pipeline/world.ts';

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
