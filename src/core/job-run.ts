import type { Instant } from './json.ts';

/** What is known of the runs of one job of the cron table, whichever process ran them. */
export interface JobRun {
  name: string;
  everyMs: number;
  /** When its last good run ended. */
  goodAt?: Instant;
  /** Bad runs since then. */
  failures: number;
  /** Of the last bad run, in the words of the error. */
  reason?: string;
  /** When this was noted. */
  at: Instant;
}

/** What is wrong with a job. */
export type JobTrouble = { lateMs: number } | { failures: number; reason: string };

const worthTelling = 3;
/** A job of a few seconds is not late after a pause of the machine. */
const leastLateMs = 5 * 60_000;
const headStartMs = 60_000;

/**
 * A job that failed three times in a row, or had no good run for three of its intervals although this process gave it
 * the time for one. Pure.
 */
export function jobTrouble(
  { everyMs }: { everyMs: number },
  run: JobRun | undefined,
  { now, startedAt }: { now: Instant; startedAt: Instant },
): JobTrouble | undefined {
  if (run !== undefined && run.failures >= worthTelling) {
    return { failures: run.failures, reason: run.reason ?? 'unknown' };
  }
  const upMs = Date.parse(now) - Date.parse(startedAt);
  if (upMs <= everyMs + headStartMs) return undefined;
  const lateMs = Date.parse(now) - Date.parse(run?.goodAt ?? startedAt);
  return lateMs > Math.max(worthTelling * everyMs, leastLateMs) ? { lateMs } : undefined;
}

/** A run as it is kept: a good one ends the row of bad ones. Pure. */
export function withRun(
  known: JobRun | undefined,
  { name, everyMs, at, reason }: { name: string; everyMs: number; at: Instant; reason?: string },
): JobRun {
  if (reason === undefined) return { name, everyMs, goodAt: at, failures: 0, at };
  const goodAt = known?.goodAt === undefined ? {} : { goodAt: known.goodAt };
  return { name, everyMs, ...goodAt, failures: (known?.failures ?? 0) + 1, reason, at };
}
