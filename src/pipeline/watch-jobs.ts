import { jobTrouble, type JobTrouble } from '#core/job-run.ts';
import type { Instant } from '#core/json.ts';
import { lengthText } from '#core/length-text.ts';
import { readRuns, type KnownJob } from './job-runs.ts';
import { settleTroubles, type Condition } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';

/**
 * Tells ops of jobs that no process has run for too long, or that fail again and again. Every process with the cron table
 * looks, at what all of them have run: `startedAt` is when this one began.
 */
export async function watchJobs(context: OpsContext, jobs: KnownJob[], startedAt: Instant): Promise<void> {
  const now = context.now().toISOString();
  const runs = new Map((await readRuns(context.table)).map((run) => [run.name, run]));
  const holding = jobs.flatMap((job) => {
    const run = runs.get(job.name);
    const trouble = jobTrouble(job, run, { now, startedAt });
    return trouble === undefined ? [] : [conditionOf(job, trouble, run?.goodAt)];
  });
  await settleTroubles(context, { kind: 'job-not-run', holding, because: 'It ran again.' });
}

function conditionOf({ name, everyMs }: KnownJob, trouble: JobTrouble, goodAt: Instant | undefined): Condition {
  const facts = [
    { label: 'Should run', value: `every ${lengthText(everyMs)}` },
    { label: 'Last good run', value: goodAt ?? 'none is known' },
  ];
  const common = { kind: 'job-not-run' as const, about: name };
  if ('lateMs' in trouble) return { ...common, title: `The job ${name} does not run`, facts };
  const failed = { label: 'Failed', value: `${trouble.failures} times in a row: ${trouble.reason}` };
  return { ...common, title: `The job ${name} fails again and again`, facts: [failed, ...facts] };
}
