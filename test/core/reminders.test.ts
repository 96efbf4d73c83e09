import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseAction, type Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import type { Policy } from '#core/policy.ts';
import { upcomingSteps } from '#core/reminders.ts';
import { usualReminding, type Reminding } from '#core/reminding.ts';
import { severities } from '#core/severity.ts';
import { isWorkingTime } from '#core/working-hours.ts';
import { aCase } from '#test/builders.ts';

const friday = '2026-03-06T15:00:00.000Z';
const minutes = (n: number, from = friday): string => new Date(Date.parse(from) + n * 60_000).toISOString();
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

function aPolicy(given: Partial<Reminding> = {}): Policy {
  return { reminding: { ...usualReminding, ...given }, projects: [] as Policy['projects'] } as Policy;
}

const opened = (given: Partial<Case>): Case => aCase({ statusAt: friday, openedAt: friday, ...given });

function after(c: Case, action: Action, at: string): Case {
  const outcome = caseAction(c, action, { at, by: aki });
  if ('refused' in outcome) throw new Error(outcome.refused.because);
  return outcome.case;
}

describe('upcomingSteps', () => {
  it('reminds of a critical case every 15 minutes, of a high one every 30, at any hour', () => {
    const saturday = '2026-03-07T03:00:00.000Z';
    for (const [severity, length] of [
      ['critical', 15],
      ['high', 30],
    ] as const) {
      const c = opened({ severity, statusAt: saturday });
      expect(upcomingSteps(c, aPolicy(), saturday)).toEqual([{ do: 'remind', at: minutes(length, saturday) }]);
      const reminded = after(c, { do: 'remind' }, minutes(length, saturday));
      expect(upcomingSteps(reminded, aPolicy(), saturday)).toEqual([
        { do: 'remind', at: minutes(2 * length, saturday) },
      ]);
    }
  });

  it('reminds of a medium case daily, on working days', () => {
    expect(upcomingSteps(opened({ severity: 'medium' }), aPolicy(), friday)).toEqual([
      { do: 'remind', at: '2026-03-09T09:00:00.000Z' },
    ]);
  });

  it.each(['low', 'none'] as const)('never reminds of a %s case, acknowledged or not', (severity) => {
    const c = opened({ severity });
    expect(upcomingSteps(c, aPolicy(), friday)).toEqual([]);
    expect(upcomingSteps(after(c, { do: 'acknowledge' }, friday), aPolicy(), friday)).toEqual([]);
  });

  it('does nothing to what is snoozed, silenced or closed', () => {
    const c = opened({ severity: 'critical' });
    const quiet = [
      after(c, { do: 'snooze', until: minutes(600), wakeWhenWorse: true }, friday),
      { ...c, silenced: { until: minutes(600), rule: 'hush', reason: 'pen test' } },
      after(c, { do: 'close', reason: 'fixed' }, friday),
    ];
    for (const one of quiet) expect(upcomingSteps(one, aPolicy(), friday)).toEqual([]);
  });

  it('pages once when nobody has acknowledged in time, and goes on reminding', () => {
    const reminders = {
      ...usualReminding.reminders,
      high: { every: 1_800_000, escalateAfter: 2_700_000, isAtAnyHour: true },
    };
    const policy = aPolicy({ reminders });
    const c = opened({ severity: 'high' });
    expect(upcomingSteps(c, policy, friday).map((step) => [step.do, step.at])).toEqual([
      ['remind', minutes(30)],
      ['escalate', minutes(45)],
    ]);
    const paged = after(c, { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' } }, minutes(45));
    expect(upcomingSteps(paged, policy, minutes(45))).toEqual([{ do: 'remind', at: minutes(75) }]);
  });

  it('asks after a day of silence whether it is still worked on; without an answer it is open again', () => {
    const c = after(opened({ severity: 'high' }), { do: 'acknowledge' }, '2026-03-03T10:00:00.000Z');
    expect(upcomingSteps(c, aPolicy(), friday)).toEqual([{ do: 'ask', at: '2026-03-04T10:00:00.000Z' }]);
    const asked = after(c, { do: 'ask' }, '2026-03-04T10:00:00.000Z');
    expect(upcomingSteps(asked, aPolicy(), '2026-03-04T10:00:00.000Z')).toEqual([
      { do: 'reopen', at: '2026-03-04T14:00:00.000Z' },
    ]);
    const answered = after(asked, { do: 'still' }, '2026-03-04T11:00:00.000Z');
    expect(answered).toMatchObject({ status: 'acknowledged', statusBy: aki, statusAt: '2026-03-03T10:00:00.000Z' });
    expect(upcomingSteps(answered, aPolicy(), '2026-03-04T11:00:00.000Z')).toEqual([
      { do: 'ask', at: '2026-03-05T11:00:00.000Z' },
    ]);
  });

  it('lets the time for an answer end in working hours, even of a critical case', () => {
    const c = after(opened({ severity: 'critical' }), { do: 'acknowledge' }, '2026-03-05T16:00:00.000Z');
    const asked = after(c, { do: 'ask' }, '2026-03-06T16:00:00.000Z');
    expect(upcomingSteps(asked, aPolicy(), friday)).toEqual([{ do: 'reopen', at: '2026-03-09T09:00:00.000Z' }]);
  });

  it('does what was missed in working hours when people are at work again, and once', () => {
    const c = opened({ severity: 'medium', statusAt: '2026-03-02T10:00:00.000Z' });
    const saturday = '2026-03-07T10:00:00.000Z';
    expect(upcomingSteps(c, aPolicy(), saturday)).toEqual([{ do: 'remind', at: '2026-03-09T09:00:00.000Z' }]);
    const monday = '2026-03-09T09:30:00.000Z';
    const [due] = upcomingSteps(c, aPolicy(), monday);
    expect(due?.at.slice(0, 10)).toBe('2026-03-03');
    const reminded = after(c, { do: 'remind' }, monday);
    expect(upcomingSteps(reminded, aPolicy(), monday)).toEqual([{ do: 'remind', at: '2026-03-10T09:30:00.000Z' }]);
  });

  it('keeps the clock of the project', () => {
    const web = { name: 'web', accounts: [], channels: [], timeZone: 'Asia/Tokyo' };
    const policy = { ...aPolicy(), projects: [web] };
    expect(upcomingSteps(opened({ severity: 'medium' }), policy, friday)).toEqual([
      { do: 'remind', at: '2026-03-09T00:00:00.000Z' },
    ]);
  });

  it('comes after every write to a later moment, so that nothing is done twice', () => {
    const acts = fc.constantFrom<Action>(
      { do: 'remind' },
      { do: 'ask' },
      { do: 'still' },
      { do: 'acknowledge' },
      { do: 'unacknowledge' },
    );
    const lives = fc.array(fc.tuple(acts, fc.integer({ min: 1, max: 3000 })), { maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom(...severities), lives, (severity, life) => {
        let c = opened({ severity });
        let now = friday;
        for (const [action, length] of life) {
          now = minutes(length, now);
          const outcome = caseAction(c, action, { at: now, by: aki });
          if ('refused' in outcome) continue;
          c = outcome.case;
          const [next] = upcomingSteps(c, aPolicy(), now);
          const clock = { timeZone: 'UTC', hours: usualReminding.workingHours };
          if (next === undefined) continue;
          if (next.do === action.do) expect(next.at > now).toBe(true);
          const isAtAnyHour = usualReminding.reminders[severity].isAtAnyHour && next.do === 'remind';
          if (!isAtAnyHour) expect(isWorkingTime(next.at, clock)).toBe(true);
        }
      }),
    );
  });
});
