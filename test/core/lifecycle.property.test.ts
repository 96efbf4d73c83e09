import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeReasons, type CloseReason } from '#core/alert.ts';
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
  /** Minutes until which a rule silences it. */
  silence: fc.option(minutes, { nil: undefined, freq: 3 }),
  ends: fc.option(
    fc.record({
      rule: fc.constantFrom('close-a', 'close-b'),
      because: fc.constant('it is over'),
      reason: fc.constantFrom<CloseReason>('fixed', 'deleted', 'expired'),
      reopen: fc.boolean(),
      isDoubtful: fc.boolean(),
    }),
    { nil: undefined, freq: 4 },
  ),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>(
    { do: 'acknowledge' },
    { do: 'unacknowledge' },
    { do: 'wake' },
    { do: 'reopen', why: 'again' },
    { do: 'escalate', to: { id: 'here', label: 'on-call' } },
    { do: 'remind' },
    { do: 'ask' },
    { do: 'still' },
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
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const annotation: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>({ do: 'assign', to: aki }, { do: 'assign' }, { do: 'comment', why: 'asked the team' }),
  fc.record({
    do: fc.constant('set_severity' as const),
    severity: fc.constantFrom(...severities),
    why: fc.constant('we know better'),
  }),
);
const actions = fc
  .oneof({ weight: 3, arbitrary: action }, annotation)
  .map((one) => ({ step: 'act' as const, action: one }));
const steps = fc.array(fc.oneof(alerts, actions), { minLength: 1, maxLength: 60 });
type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

interface Moment {
  step: Step;
  before: Case | undefined;
  after: Case;
  entries: TimelineEntry[];
  now: string;
}

/** Plays the steps one minute after the other; actions before the first alert and refused ones change nothing. */
function play(all: Step[]): Moment[] {
  const moments: Moment[] = [];
  let current: Case | undefined;
  all.forEach((step, index) => {
    const before = current;
    const now = instant(index * 100);
    const result = advance(before, step, now);
    if (result === undefined) return;
    current = result.case;
    moments.push({ step, before, after: result.case, entries: result.entries, now });
  });
  return moments;
}

function advance(
  before: Case | undefined,
  step: Step,
  now: string,
): { case: Case; entries: TimelineEntry[] } | undefined {
  if (step.step === 'alert') {
    const { severity, ended, ends, silence } = step;
    const silenced = { until: instant(silence ?? 0), rule: 'hush', reason: 'pen test' };
    const finding = aFinding({
      severity,
      alert: { at: instant(step.at), ...(ended === undefined ? {} : { ended }) },
      ...(ends === undefined ? {} : { ends }),
      ...(silence === undefined ? {} : { silenced }),
    });
    return recordFinding(before, finding, now);
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
        before.silenced !== undefined ||
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
        step.ends !== undefined ||
        isWorse(step.severity, before.severity)
      )
        return;
      expect(after).toMatchObject({ status: 'acknowledged', statusBy: before.statusBy });
    });
  });

  /** The alert is silenced when it comes; a silence that is over silences nothing. */
  function isSilenced({ step, now }: Moment): boolean {
    return step.step === 'alert' && step.silence !== undefined && instant(step.silence) > now;
  }

  it('a silenced alert is recorded and makes no noise, and wakes nobody', () => {
    holds((moment) => {
      const { step, before, after, entries } = moment;
      if (step.step !== 'alert' || !isSilenced(moment) || before === undefined) return;
      expect(entries.every((entry) => !isNoise(entry) || after.silenced !== undefined)).toBe(true);
      if (before.status !== 'closed') expect([before.status, 'closed']).toContain(after.status);
      expect(after.calls).toBeLessThanOrEqual(before.calls);
    });
  });

  it('a silence is of an open episode that is silenced, and only what is silenced begins or prolongs it', () => {
    holds((moment) => {
      const { before, after } = moment;
      if (after.silenced === undefined) return;
      expect(after.status).not.toBe('closed');
      if (before?.silenced?.until === after.silenced.until) return;
      expect(isSilenced(moment)).toBe(true);
      if (before?.silenced !== undefined) expect(after.silenced.until > before.silenced.until).toBe(true);
    });
  });

  it('a case that a rule keeps closed is opened by people alone', () => {
    holds(({ step, before, after }) => {
      if (after.staysClosed === true) expect(after.status).toBe('closed');
      if (before?.staysClosed !== true) return;
      if (step.step === 'alert') expect(after).toMatchObject({ status: 'closed', staysClosed: true });
    });
  });

  it('a rule ends a case in its own name, in doubt only at the second time that it says so', () => {
    holds(({ step, before, after, entries }) => {
      const closed = entries.find(({ what }) => what === 'closed');
      if (step.step !== 'alert' || step.ends === undefined || step.ended !== undefined) {
        if (after.doubt !== undefined) expect(after.doubt).toEqual(before?.doubt);
        return;
      }
      if (closed === undefined) return;
      expect(closed).toMatchObject({ by: { kind: 'rule', id: step.ends.rule }, why: 'it is over' });
      expect(after.staysClosed === true).toBe(!step.ends.reopen);
      if (step.ends.isDoubtful) expect(before?.doubt?.rule).toBe(step.ends.rule);
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
