import { describe, expect, it } from 'vitest';
import { caseAction, type Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { recordFinding } from '#core/record-finding.ts';
import { isNoise } from '#core/timeline.ts';
import { aCase, aFinding, noon } from '#test/builders.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const later = '2026-03-01T13:00:00.000Z';

function done(c: Case, action: Action): Case {
  const outcome = caseAction(c, action, { at: noon, by: aki });
  if ('refused' in outcome) throw new Error(outcome.refused.because);
  return outcome.case;
}

function rated(severity: Case['severity'], c = aCase()): Case {
  return done(c, { do: 'set_severity', severity, why: 'customer data' });
}

describe('what people say about a case', () => {
  it('assigns to a person and to nobody, and leaves the status alone', () => {
    const ben = { ...aki, id: 'slack:UBEN', name: 'Ben' };
    const before = aCase({ status: 'acknowledged', statusBy: ben, statusComment: 'on it' });
    const assigned = done(before, { do: 'assign', to: aki });
    expect(assigned).toMatchObject({ assignee: aki, status: 'acknowledged', statusBy: ben, statusComment: 'on it' });
    expect(done(assigned, { do: 'assign' }).assignee).toBeUndefined();
  });

  it('writes a note into the history of a closed case too', () => {
    const outcome = caseAction(
      aCase({ status: 'closed', reason: 'fixed' }),
      { do: 'comment', why: 'see #12' },
      { at: noon, by: aki },
    );
    expect(outcome).toMatchObject({
      entries: [{ what: 'commented', why: 'see #12', by: aki }],
      case: { status: 'closed' },
    });
  });

  const refused: [string, Action, Partial<Case>, string][] = [
    ['assigning to whom it is assigned', { do: 'assign', to: aki }, { assignee: aki }, 'already_assigned'],
    ['taking from nobody', { do: 'assign' }, {}, 'already_assigned'],
    ['assigning a closed case', { do: 'assign', to: aki }, { status: 'closed' }, 'closed'],
    ['rating a closed case', { do: 'set_severity', severity: 'low', why: 'x' }, { status: 'closed' }, 'closed'],
    ['rating without a reason', { do: 'set_severity', severity: 'low', why: ' ' }, {}, 'why_missing'],
    ['a note without words', { do: 'comment', why: ' ' }, {}, 'why_missing'],
    [
      'the same severity of a person again',
      { do: 'set_severity', severity: 'medium', why: 'x' },
      { severityBy: aki },
      'same_severity',
    ],
  ];
  it.each(refused)('refuses %s', (_name, action, given, because) => {
    expect(caseAction(aCase(given), action, { at: noon, by: aki })).toMatchObject({ refused: { because } });
  });

  it('a severity that a person has set stands in the trace with its reason, once, and beats the rules', () => {
    const c = rated('low', rated('critical'));
    expect(c).toMatchObject({ severity: 'low', severityBy: aki });
    expect(c.trace.at(-1)).toEqual({
      decides: 'severity',
      rule: 'Aki',
      by: aki,
      because: 'customer data',
      from: 'medium',
      to: 'low',
    });
    expect(c.trace).toHaveLength(aCase().trace.length + 1);
    const { case: after, entries } = recordFinding(c, aFinding({ severity: 'critical', alert: { at: later } }), later);
    expect(after).toMatchObject({ severity: 'low', severityBy: aki, count: 2 });
    expect(entries).toEqual([]);
  });

  it('calls people only when a person makes it worse', () => {
    const told = (severity: Case['severity']) => {
      const outcome = caseAction(aCase(), { do: 'set_severity', severity, why: 'x' }, { at: noon, by: aki });
      return 'entries' in outcome && outcome.entries.some(isNoise);
    };
    expect([told('high'), told('low')]).toEqual([true, false]);
  });

  it('counts until the case closes: after it the rules rate anew, by what they had said', () => {
    const low = done(rated('low'), { do: 'close', reason: 'false_positive' });
    const same = recordFinding(low, aFinding({ severity: 'medium', alert: { at: later } }), later);
    expect(same.case).toMatchObject({ status: 'closed', severity: 'low' });
    const worse = recordFinding(low, aFinding({ severity: 'high', alert: { at: later } }), later);
    expect(worse.case).toMatchObject({ status: 'open', severity: 'high', severityBy: { kind: 'system' } });
    expect(worse.case.rulesSay).toBeUndefined();
  });

  it('a person who reopens a case opens it as the worst that the rules have said', () => {
    const noted = recordFinding(rated('low'), aFinding({ severity: 'high', alert: { at: later } }), later).case;
    const back = done(done(noted, { do: 'close', reason: 'fixed' }), { do: 'reopen' });
    expect(back).toMatchObject({ severity: 'high', severityBy: { kind: 'system' } });
    expect(back.trace.some(({ by }) => by !== undefined)).toBe(false);
  });
});
