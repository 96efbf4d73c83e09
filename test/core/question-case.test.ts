import { describe, expect, it } from 'vitest';
import { caseAction, type Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { upcomingSteps } from '#core/reminders.ts';
import { usualReminding } from '#core/reminding.ts';
import { aCase, noon } from '#test/builders.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const ben = { kind: 'person', id: 'slack:UBEN', name: 'Ben', via: 'slack' } as const;
const one = '2026-03-01T13:00:00.000Z';
const ask: Action = { do: 'question', to: ben, until: one, why: 'A new key was made' };
const policy = { reminding: { ...usualReminding, stillWorking: undefined }, projects: [] } as never;

function after(c: Case, action: Action, by: typeof aki | typeof ben, at = noon): Case {
  const outcome = caseAction(c, action, { at, by });
  if ('refused' in outcome) throw new Error(outcome.refused.because);
  return outcome.case;
}

describe('asking the person concerned', () => {
  it('leaves the status, and escalates by itself at the deadline whatever the severity or the hour', () => {
    const asked = after(aCase({ severity: 'low' }), ask, aki);
    expect(asked).toMatchObject({ status: 'open', question: { to: ben, by: aki, until: one } });
    expect(asked.statusBy.kind).toBe('system');
    expect(upcomingSteps(asked, policy, noon)).toContainEqual({ do: 'escalate', at: one });
  });

  it('is over when they say that it was them', () => {
    const c = after(after(aCase(), ask, aki), { do: 'answer', wasMe: true }, ben);
    expect(c.question).toBeUndefined();
    expect(upcomingSteps(c, policy, noon).map((step) => step.do)).not.toContain('escalate');
  });

  it('escalates at once when they say that it was not them', () => {
    const denied = after(after(aCase({ severity: 'low' }), ask, aki), { do: 'answer', wasMe: false }, ben);
    expect(upcomingSteps(denied, policy, noon)[0]).toEqual({ do: 'escalate', at: noon });
    const escalated = after(denied, { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' } }, aki);
    expect(escalated.question).toBeUndefined();
    expect(escalated.escalation).toBeDefined();
  });

  it('is answered by nobody else, not twice, and not when nobody asked', () => {
    const asked = after(aCase(), ask, aki);
    const answer: Action = { do: 'answer', wasMe: true };
    const refusal = (c: Case, by: typeof aki | typeof ben) => caseAction(c, answer, { at: noon, by });
    expect(refusal(asked, aki)).toMatchObject({ refused: { because: 'not_asked' } });
    expect(refusal(aCase(), ben)).toMatchObject({ refused: { because: 'not_asked' } });
    expect(refusal(after(asked, answer, ben), ben)).toMatchObject({ refused: { because: 'not_asked' } });
    expect(refusal(after(asked, { do: 'answer', wasMe: false }, ben), ben)).toMatchObject({
      refused: { because: 'not_asked' },
    });
  });

  it('waits no longer once the case is closed, and needs a deadline in the future', () => {
    const closed = after(after(aCase(), ask, aki), { do: 'close', reason: 'expected' }, aki);
    expect(closed.question).toBeUndefined();
    expect(caseAction(aCase(), { ...ask, until: noon }, { at: noon, by: aki })).toMatchObject({
      refused: { because: 'in_the_past' },
    });
    expect(caseAction(closed, ask, { at: noon, by: aki })).toMatchObject({ refused: { because: 'closed' } });
  });
});
