import { setImmediate } from 'node:timers/promises';
import { schedule, type Logger } from 'node-cron';
import { callElsewhere } from '#pipeline/call-elsewhere.ts';
import type { Context } from '#pipeline/context.ts';
import { evictWindows } from '#pipeline/evict-windows.ts';
import { expireCases } from '#pipeline/expire-cases.ts';
import { findGaps } from '#pipeline/find-gaps.ts';
import { followChanges } from '#pipeline/follow-changes.ts';
import { noteRun, type KnownJob } from '#pipeline/job-runs.ts';
import { remind } from '#pipeline/remind.ts';
import { countNumbers } from '#pipeline/count-numbers.ts';
import { tellDead } from '#pipeline/tell-dead.ts';
import { tellDigests } from '#pipeline/tell-digests.ts';
import { tellShadow } from '#pipeline/tell-shadow.ts';
import { tellWeekly } from '#pipeline/tell-weekly.ts';
import { wakeSnoozed } from '#pipeline/wake-snoozed.ts';
import { watchJobs } from '#pipeline/watch-jobs.ts';
import { watchLanes } from '#pipeline/watch-lanes.ts';
import { tellEndedSilences } from '#pipeline/tell-ended-silences.ts';
import { watchReminders } from '#pipeline/watch-reminders.ts';
import { watchSources } from '#pipeline/watch-sources.ts';
import { everyMs } from './every-ms.ts';

export interface Job {
  name: string;
  /** Six fields: the first is the second. */
  cron: string;
  /** `all`: what each replica keeps for itself; `one`: each tick is run by one of them. */
  by: 'all' | 'one';
  run(context: Context): Promise<unknown>;
}

/** The cron table. A job is safe to run twice. */
const jobs: Job[] = [
  { name: 'wake-snoozed', cron: '*/15 * * * * *', by: 'one', run: wakeSnoozed },
  { name: 'tell-dead', cron: '30 * * * * *', by: 'one', run: tellDead },
  { name: 'find-gaps', cron: '0 23 * * * *', by: 'one', run: findGaps },
  { name: 'index-changes', cron: '*/5 * * * * *', by: 'all', run: followChanges },
  { name: 'call-elsewhere', cron: '*/15 * * * * *', by: 'one', run: callElsewhere },
  { name: 'watch-lanes', cron: '40 * * * * *', by: 'one', run: watchLanes },
  {
    name: 'evict-windows',
    cron: '20 41 * * * *',
    by: 'one',
    run: (context) => evictWindows(context, context.rules()),
  },
  { name: 'expire-cases', cron: '35 */15 * * * *', by: 'one', run: expireCases },
  { name: 'tell-shadow', cron: '45 3 * * * *', by: 'one', run: tellShadow },
  { name: 'watch-sources', cron: '10 */5 * * * *', by: 'one', run: watchSources },
  { name: 'remind', cron: '8,23,38,53 * * * * *', by: 'one', run: remind },
  { name: 'tell-ended-silences', cron: '12 * * * * *', by: 'one', run: tellEndedSilences },
  { name: 'watch-reminders', cron: '55 * * * * *', by: 'one', run: watchReminders },
  { name: 'count-numbers', cron: '48 * * * * *', by: 'one', run: countNumbers },
  { name: 'tell-digests', cron: '12 */5 * * * *', by: 'one', run: tellDigests },
  { name: 'tell-weekly', cron: '22 */5 * * * *', by: 'one', run: tellWeekly },
];

/** A tick is run though it comes late, as after a pause of the machine; never when the next one is due. */
const lateMs = 3_600_000;

/**
 * Starts every job of the table and `more`; a run that is still going when its next tick comes is not started twice. Returns the way to stop,
 * which resolves when the runs that were going have ended.
 */
export function startSchedule(context: Context, more: Job[] = []): () => Promise<void> {
  const running = new Set<Promise<unknown>>();
  let isStopping = false;
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    return work.finally(() => running.delete(work));
  };
  const tasks = withWatch([...jobs, ...more], context).map((job) => {
    // node-cron's key is name and time of the tick, not of the clock: replicas whose clocks differ claim the same.
    const shouldRun = async (key: string): Promise<boolean> =>
      !isStopping && tracked(context.leases.claim(`cron#${key}`));
    const shared = job.by === 'one' ? { distributed: true, runCoordinator: { shouldRun } } : {};
    return schedule(job.cron, ({ date }) => tracked(runJob(job, context, date)), {
      name: job.name,
      noOverlap: true,
      missedExecutionTolerance: lateMs,
      logger: cronLog(context.log),
      ...shared,
    });
  });
  return async () => {
    isStopping = true;
    for (const task of tasks) await task.destroy();
    // What was claimed a moment ago is begun here and by nobody else.
    do {
      await Promise.allSettled(running);
      await setImmediate();
    } while (running.size > 0);
  };
}

/** Every process looks at the runs of all: a job that each tick gives to one may have been given to one that hangs. */
function withWatch(all: Job[], { now }: Context): Job[] {
  const known = all.filter(({ by }) => by === 'one').map(knownJob);
  const startedAt = now().toISOString();
  const run: Job['run'] = (context) => watchJobs(context, known, startedAt);
  return [...all, { name: 'watch-jobs', cron: '35 * * * * *', by: 'all', run }];
}

function knownJob({ name, cron }: Job): KnownJob {
  return { name, everyMs: everyMs(cron) };
}

/** node-cron would write to the console. */
function cronLog(log: Context['log']): Logger {
  return {
    info: (message) => log.info({ message }, 'cron'),
    warn: (message) => log.warn({ message }, 'cron'),
    error: (message, err) => log.error({ message, err }, 'cron'),
    debug: (message) => log.debug({ message }, 'cron'),
  };
}

async function runJob(job: Job, context: Context, tick: Date): Promise<void> {
  context.log.debug({ job: job.name, tick: tick.toISOString() }, 'job runs');
  try {
    await job.run(context);
    if (job.by === 'one') await noteRun(context, knownJob(job));
  } catch (err) {
    context.log.error({ err, job: job.name }, 'job failed, it runs again at its next tick');
    if (job.by === 'one') await noteRun(context, knownJob(job), { err });
  }
}
