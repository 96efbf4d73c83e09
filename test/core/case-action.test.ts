import { describe, expect, it } from 'vitest';
import { caseAction, type Action } from '#core/case-action.ts';
import { aCase, noon } from '#test/builders.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const pagerduty = { id: 'pagerduty', label: 'PagerDuty' };
const stamp = { at: noon, by: aki };
const tomorrow = '2026-03-02T09:00:00.000Z';

describe('caseAction', () => {
  it('writes who did it into the case and its timeline', () => {
    const outcome = caseAction(aCase(), { do: 'acknowledge' }, stamp);
    expect(outcome).toMatchObject({
      case: { status: 'acknowledged', statusBy: aki, statusAt: noon, revision: 2 },
      entries: [{ what: 'acknowledged', by: aki, seq: 2 }],
    });
  });

  it('tells the second of two people who was first', () => {
    const acknowledged = aCase({ status: 'acknowledged', statusBy: { ...aki, name: 'Ben' } });
    expect(caseAction(acknowledged, { do: 'acknowledge' }, stamp)).toMatchObject({
      refused: { because: 'already', by: { name: 'Ben' } },
    });
  });

  const refusals: [string, Action, Parameters<typeof aCase>[0], string][] = [
    ['acknowledging a closed case', { do: 'acknowledge' }, { status: 'closed' }, 'closed'],
    ['taking back what was not acknowledged', { do: 'unacknowledge' }, {}, 'not_acknowledged'],
    ['waking what does not sleep', { do: 'wake' }, {}, 'not_snoozed'],
    [
      'waking, by the clock, what somebody has snoozed for longer meanwhile',
      { do: 'wake', endedBy: noon },
      { status: 'snoozed', snoozedUntil: tomorrow },
      'not_snoozed',
    ],
    ['snoozing into the past', { do: 'snooze', until: noon, wakeWhenWorse: true }, {}, 'in_the_past'],
    ['reopening an open case', { do: 'reopen' }, {}, 'not_closed'],
    ['closing twice', { do: 'close', reason: 'fixed' }, { status: 'closed' }, 'closed'],
    ['escalating a closed case', { do: 'escalate', to: pagerduty }, { status: 'closed' }, 'closed'],
    ['accepting a risk for ever', { do: 'close', reason: 'accepted_risk' }, {}, 'end_date_missing'],
    [
      'accepting a risk until yesterday',
      { do: 'close', reason: 'accepted_risk', acceptedUntil: noon },
      {},
      'in_the_past',
    ],
  ];
  it.each(refusals)('refuses %s', (_name, action, given, because) => {
    expect(caseAction(aCase(given), action, stamp)).toMatchObject({ refused: { because } });
  });

  it('snoozes until a time, with the reason', () => {
    const outcome = caseAction(
      aCase(),
      { do: 'snooze', until: tomorrow, wakeWhenWorse: true, why: 'maintenance' },
      stamp,
    );
    expect(outcome).toMatchObject({
      case: { status: 'snoozed', snoozedUntil: tomorrow, statusComment: 'maintenance' },
      entries: [{ what: 'snoozed', why: 'maintenance' }],
    });
  });

  it('an ack that is taken back calls anew: the call that it had answered is over', () => {
    const outcome = caseAction(aCase({ status: 'acknowledged' }), { do: 'unacknowledge' }, stamp);
    expect(outcome).toMatchObject({ case: { status: 'open', calls: 1 }, entries: [{ what: 'unacknowledged' }] });
  });

  it('an escalation opens an acknowledged case again, so that somebody is called', () => {
    const outcome = caseAction(aCase({ status: 'acknowledged' }), { do: 'escalate', to: pagerduty }, stamp);
    expect(outcome).toMatchObject({ case: { status: 'open', escalation: { to: pagerduty }, calls: 1 } });
    if (!('case' in outcome)) throw new Error('refused');
    expect(caseAction(outcome.case, { do: 'escalate', to: pagerduty }, stamp)).toMatchObject({ case: { calls: 2 } });
  });

  it('reopening begins the next episode without the old escalation', () => {
    const closed = aCase({
      status: 'closed',
      reason: 'fixed',
      escalation: { at: noon, by: aki, to: pagerduty },
      calls: 1,
    });
    const outcome = caseAction(closed, { do: 'reopen', why: 'not fixed' }, stamp);
    expect(outcome).toMatchObject({
      case: { status: 'open', episode: 2, calls: 0 },
      entries: [{ what: 'reopened', after: 'fixed', why: 'not fixed' }],
    });
    expect('case' in outcome && outcome.case.escalation).toBeUndefined();
  });
});
