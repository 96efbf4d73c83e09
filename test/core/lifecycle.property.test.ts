import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeReasons } from '#core/alert.ts';
import { caseAction, type Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { recordFinding } from '#core/record-finding.ts';
import { isWorse, severities } from '#core/severity.ts';
import { isNoise, type TimelineEntry } from '#core/timeline.ts';
import { aFinding } from '#test/builders.ts';

const start = Date.parse('2026-03-01T00:00:00.000Z');
const instant = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
const minutes = fc.integer({ min: 0, max: 5000 });

const alerts = fc.record({
  step: fc.constant('alert' as const),
  at: minutes,
  severity: fc.constantFrom(...severities),
  ended: fc.option(fc.constantFrom(...closeReasons), { nil: undefined, freq: 6 }),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>(
    { do: 'acknowledge' },
    { do: 'unacknowledge' },
    { do: 'wake' },
    { do: 'reopen', why: 'again' },
    { do: 'escalate', to: { id: 'here', label: 'on-call' } },
  ),
  fc.record({
    do: fc.constant('snooze' as const),
    until: minutes.map(instant),
    wakeWhenWorse: fc.boolean(),
    why: fc.string(),
  }),
  fc.record({
    do: fc.constant('close' as const),
    reason: fc.constantFrom(...closeReasons),
    acceptedUntil: minutes.map(instant),
    why: fc.string(),
  }),
);
const actions = action.map((one) => ({ step: 'act' as const, action: one }));
const steps = fc.array(fc.oneof(alerts, actions), { minLength: 1, maxLength: 60 });
type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

interface Moment {
  step: Step;
  before: Case | undefined;
  after: Case;
  entries: TimelineEntry[];
}

/** Plays the steps one minute after the other; actions before the first alert and refused ones change nothing. */
function play(all: Step[]): Moment[] {
  const moments: Moment[] = [];
  let current: Case | undefined;
  all.forEach((step, index) => {
    const before = current;
    const result = advance(before, step, instant(index * 100));
    if (result === undefined) return;
    current = result.case;
    moments.push({ step, before, after: result.case, entries: result.entries });
  });
  return moments;
}

function advance(
  before: Case | undefined,
  step: Step,
  now: string,
): { case: Case; entries: TimelineEntry[] } | undefined {
  if (step.step === 'alert') {
    const ended = step.ended === undefined ? {} : { ended: step.ended };
    return recordFinding(before, aFinding({ severity: step.severity, alert: { at: instant(step.at), ...ended } }), now);
  }
  if (before === undefined) return undefined;
  const by = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
  const outcome = caseAction(before, step.action, { at: now, by });
  return 'refused' in outcome ? undefined : outcome;
}

function holds(check: (moment: Moment) => void): void {
  fc.assert(
    fc.property(steps, (all) => {
      for (const moment of play(all)) check(moment);
    }),
    { numRuns: 500 },
  );
}

describe('the life of a case, whatever happens in whatever order', () => {
  it('an acknowledged case makes no noise for an alert unless it is worse', () => {
    holds(({ step, before, entries }) => {
      if (step.step !== 'alert' || before?.status !== 'acknowledged' || !entries.some(isNoise)) return;
      expect(isWorse(step.severity, before.severity)).toBe(true);
    });
  });

  it('a repeat that is not worse never makes noise, but for a case that was closed', () => {
    holds(({ step, before, entries }) => {
      if (
        step.step !== 'alert' ||
        before === undefined ||
        before.status === 'closed' ||
        isWorse(step.severity, before.severity)
      )
        return;
      expect(entries.filter(isNoise)).toEqual([]);
    });
  });

  it('every change of status or severity has its line, by its author, in an unbroken sequence', () => {
    holds(({ before, after, entries }) => {
      const changed =
        before === undefined ||
        before.status !== after.status ||
        before.severity !== after.severity ||
        before.episode !== after.episode;
      if (changed) expect(entries.length).toBeGreaterThan(0);
      expect(after.timelineLength).toBe((before?.timelineLength ?? 0) + entries.length);
      entries.forEach((entry, index) => expect(entry.seq).toBe((before?.timelineLength ?? 0) + index + 1));
      if (before !== undefined) expect(after.revision).toBe(before.revision + 1);
    });
  });

  it('what a person wrote stays in the timeline', () => {
    holds(({ step, entries }) => {
      if (step.step !== 'act' || !('why' in step.action) || !step.action.why) return;
      expect(entries.map((entry) => entry.why)).toContain(step.action.why);
    });
  });

  it('every alert is counted once, and the span of what was seen only grows', () => {
    holds(({ step, before, after }) => {
      expect(after.count).toBe((before?.count ?? 0) + (step.step === 'alert' ? 1 : 0));
      if (before === undefined) return;
      expect(after.firstSeenAt <= before.firstSeenAt && after.lastSeenAt >= before.lastSeenAt).toBe(true);
    });
  });

  it('details belong to their status: a reason to closed ones, an end to snoozed ones', () => {
    holds(({ after }) => {
      expect(after.reason !== undefined).toBe(after.status === 'closed');
      expect(after.snoozedUntil !== undefined).toBe(after.status === 'snoozed');
      if (after.acceptedUntil !== undefined) expect(after.status).toBe('closed');
    });
  });

  it('an ack survives every alert that is not worse', () => {
    holds(({ step, before, after }) => {
      if (
        step.step !== 'alert' ||
        before?.status !== 'acknowledged' ||
        step.ended !== undefined ||
        isWorse(step.severity, before.severity)
      )
        return;
      expect(after).toMatchObject({ status: 'acknowledged', statusBy: before.statusBy });
    });
  });

  it('the same steps again give the same case', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(play(structuredClone(all))).toEqual(play(all));
      }),
      { numRuns: 200 },
    );
  });
});
