import { withRun, type JobRun } from '#core/job-run.ts';
import { cutText } from '#core/text.ts';
import { everyItem, type Table } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';
import type { Context } from './context.ts';

/** A job of the cron table, as far as its runs are watched. */
export interface KnownJob {
  name: string;
  everyMs: number;
}

type NoteContext = Pick<Context, 'table' | 'now' | 'log'>;

const jobsPk = 'jobs';
/** A good run after another good one is not news for so long: one small write a minute and job at most. */
const freshMs = 60_000;
const keptSeconds = 30 * 86_400;

/**
 * Notes how a run of a job ended; `failure` is what it threw. Never throws: the job has run. Of processes that run one
 * job in the same moment one note may win over the other, and the next run says it again.
 */
export async function noteRun(
  { table, now, log }: NoteContext,
  job: KnownJob,
  failure?: { err: unknown },
): Promise<void> {
  try {
    const [item] = await table.get([{ pk: jobsPk, sk: job.name }]);
    const known = item === undefined ? undefined : bodyOf<JobRun>(item);
    const at = now().toISOString();
    if (failure === undefined && isFresh(known, now())) return;
    const reason = failure === undefined ? {} : { reason: reasonOf(failure.err) };
    const run = withRun(known, { ...job, at, ...reason });
    const expires = Math.floor(now().getTime() / 1000) + keptSeconds;
    await table.write([{ put: { pk: jobsPk, sk: job.name, v: 1, body: toBody(run), expires }, when: 'any' }]);
  } catch (err) {
    log.warn({ err, job: job.name }, 'the run of a job could not be noted');
  }
}

function isFresh(known: JobRun | undefined, now: Date): boolean {
  return known?.failures === 0 && Math.abs(now.getTime() - Date.parse(known.at)) < freshMs;
}

function reasonOf(err: unknown): string {
  return cutText(err instanceof Error ? `${err.name}: ${err.message}` : String(err), 300);
}

/** Of all jobs that ran in the last 30 days, in whichever process. */
export async function readRuns(table: Table): Promise<JobRun[]> {
  return Array.fromAsync(everyItem(table, { pk: jobsPk }), (item) => bodyOf<JobRun>(item));
}
