import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobTrouble, withRun, type JobRun } from '#core/job-run.ts';

const startedAt = '2026-03-01T12:00:00.000Z';
const minuteMs = 60_000;

function after(minutes: number): string {
  return new Date(Date.parse(startedAt) + minutes * minuteMs).toISOString();
}

const hourly = { name: 'find-gaps', everyMs: 60 * minuteMs };

describe('a job', () => {
  it('is late after three of its intervals, at the earliest five minutes', () => {
    const good = withRun(undefined, { ...hourly, at: after(0) });
    expect(jobTrouble(hourly, good, { now: after(180), startedAt })).toBeUndefined();
    expect(jobTrouble(hourly, good, { now: after(181), startedAt })).toEqual({ lateMs: 181 * minuteMs });
    const quick = { name: 'wake', everyMs: 15_000 };
    const woke = withRun(undefined, { ...quick, at: after(0) });
    expect(jobTrouble(quick, woke, { now: after(5), startedAt })).toBeUndefined();
    expect(jobTrouble(quick, woke, { now: after(6), startedAt })).toEqual({ lateMs: 6 * minuteMs });
  });

  it('is not late right after a start, however long nobody ran it, nor before it could run once', () => {
    const old = withRun(undefined, { ...hourly, at: after(-100_000) });
    expect(jobTrouble(hourly, old, { now: after(61), startedAt })).toBeUndefined();
    expect(jobTrouble(hourly, old, { now: after(62), startedAt })).toMatchObject({ lateMs: expect.any(Number) });
    expect(jobTrouble(hourly, undefined, { now: after(62), startedAt })).toBeUndefined();
    expect(jobTrouble(hourly, undefined, { now: after(181), startedAt })).toEqual({ lateMs: 181 * minuteMs });
  });

  it('that failed three times in a row fails, until its next good run', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (runs) => {
        let run: JobRun | undefined;
        for (const [at, isGood] of runs.entries()) {
          run = withRun(run, { ...hourly, at: after(at), ...(isGood ? {} : { reason: `bad ${at}` }) });
        }
        const bad = runs.length - 1 - runs.lastIndexOf(true);
        const trouble = jobTrouble(hourly, run, { now: after(30), startedAt });
        expect(trouble).toEqual(bad >= 3 ? { failures: bad, reason: `bad ${runs.length - 1}` } : undefined);
      }),
    );
  });
});
