import { describe, expect, it } from 'vitest';
import { caseAction, sleepsUntil, type Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { recordFinding, type Finding, type RuleEnd } from '#core/record-finding.ts';
import { isNoise } from '#core/timeline.ts';
import { aCase, aFinding, noon } from '#test/builders.ts';

const one = '2026-03-01T13:00:00.000Z';
const two = '2026-03-01T14:00:00.000Z';
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const clock = { kind: 'system', id: 'clock' } as const;
const silenced = { until: '2026-03-02T00:00:00.000Z', rule: 'maintenance', reason: 'the database moves' };

function act(c: Case, action: Action, at = one): Case {
  const outcome = caseAction(c, action, { at, by: action.do === 'wake' ? clock : aki });
  if ('refused' in outcome) throw new Error(outcome.refused.because);
  return outcome.case;
}

const aSilencedCase = (): Case => recordFinding(undefined, aFinding({ silenced }), noon).case;
const again = (given: Partial<Finding> = {}): Finding => aFinding({ ...given, alert: { at: one } });

describe('a silenced finding', () => {
  it('opens a case that says so and is told to nobody', () => {
    const { case: c, entries, reach } = recordFinding(undefined, aFinding({ silenced, severity: 'critical' }), noon);
    expect({ status: c.status, silenced: c.silenced, reach }).toEqual({ status: 'open', silenced, reach: 'nowhere' });
    expect(entries.map(({ what }) => what)).toEqual(['opened']);
  });

  it('is loud when its silence has ended', () => {
    const over = { ...silenced, until: noon };
    const { case: c, reach } = recordFinding(undefined, aFinding({ silenced: over }), noon);
    expect({ silenced: c.silenced, reach }).toEqual({ silenced: undefined, reach: 'everywhere' });
  });

  it('only counts in a case that people see, even when it is worse', () => {
    const recorded = recordFinding(aCase(), again({ silenced, severity: 'critical' }), one);
    expect(recorded).toMatchObject({ case: { severity: 'medium', count: 2 }, entries: [], reach: 'nowhere' });
    expect(recorded.case.silenced).toBeUndefined();
  });

  it('makes a silenced case worse without noise, and silent for longer', () => {
    const longer = { ...silenced, until: '2026-03-03T00:00:00.000Z' };
    const {
      case: c,
      entries,
      reach,
    } = recordFinding(aSilencedCase(), again({ silenced: longer, severity: 'high' }), one);
    expect(c).toMatchObject({ severity: 'high', silenced: longer });
    expect({ noise: entries.filter(isNoise), reach }).toEqual({ noise: [], reach: 'nowhere' });
    const shorter = { ...silenced, until: '2026-03-01T20:00:00.000Z' };
    expect(recordFinding(c, again({ silenced: shorter }), one).case.silenced).toEqual(longer);
  });

  it('reopens a closed case in silence', () => {
    const closed = act(aCase(), { do: 'close', reason: 'fixed' });
    const { case: c, reach } = recordFinding(closed, aFinding({ silenced, alert: { at: two } }), two);
    expect(c).toMatchObject({ status: 'open', episode: 2, silenced });
    expect(reach).toBe('nowhere');
  });

  it('that says it is over closes the case for those who see it', () => {
    const ended = aFinding({ silenced, alert: { at: one, ended: 'fixed' } });
    const shown = aCase({ shownIn: [{ mirror: 'slack', to: 'C0SECURITY' }] });
    expect(recordFinding(shown, ended, one)).toMatchObject({ case: { status: 'closed' }, reach: 'everywhere' });
    const closed = recordFinding(aSilencedCase(), ended, one).case;
    expect({ status: closed.status, silenced: closed.silenced }).toEqual({ status: 'closed', silenced: undefined });
  });
});

describe('a silenced case', () => {
  it('is told of by the next finding that is not silenced', () => {
    const { case: c, entries, reach } = recordFinding(aSilencedCase(), again(), one);
    expect(c.silenced).toBeUndefined();
    expect(entries).toMatchObject([{ what: 'woke', silence: true }]);
    expect({ isNoise: entries.every(isNoise), reach }).toEqual({ isNoise: true, reach: 'everywhere' });
  });

  it('stays silent for one that comes late, unless it is worse', () => {
    const newest = { ...aSilencedCase(), lastSeenAt: two };
    expect(recordFinding(newest, again(), two)).toMatchObject({ case: { silenced }, entries: [], reach: 'nowhere' });
    const worse = recordFinding(newest, again({ severity: 'critical' }), two);
    expect(worse.case.silenced).toBeUndefined();
    expect(worse.entries.map(({ what }) => what)).toEqual(['worse']);
  });

  it('comes back by itself when its time is over, not before, and as long as nobody has it in hand', () => {
    const c = aSilencedCase();
    expect(sleepsUntil(c)).toBe(silenced.until);
    expect(caseAction(c, { do: 'wake', endedBy: one }, { at: one, by: clock })).toMatchObject({
      refused: { because: 'not_snoozed' },
    });
    const woken = act(c, { do: 'wake', endedBy: silenced.until }, silenced.until);
    expect({ status: woken.status, silenced: woken.silenced }).toEqual({ status: 'open', silenced: undefined });
    const acknowledged = act(c, { do: 'acknowledge' });
    expect(sleepsUntil(acknowledged)).toBeUndefined();
  });

  it('that was snoozed for less than its silence stays silent when it wakes', () => {
    const until = '2026-03-01T18:00:00.000Z';
    const snoozed = act(aSilencedCase(), { do: 'snooze', until, wakeWhenWorse: true });
    expect(sleepsUntil(snoozed)).toBe(until);
    const woken = act(snoozed, { do: 'wake', endedBy: until }, until);
    expect(woken).toMatchObject({ status: 'open', silenced });
    expect(sleepsUntil(woken)).toBe(silenced.until);
  });

  it('is silent no more when somebody escalates or closes it', () => {
    const escalated = act(aSilencedCase(), { do: 'escalate', to: { id: 'here', label: 'on-call' } });
    const closed = act(aSilencedCase(), { do: 'close', reason: 'expected' });
    expect([escalated.silenced, closed.silenced]).toEqual([undefined, undefined]);
  });
});

describe('a close rule', () => {
  const end: RuleEnd = { rule: 'hub', because: 'the hub says so', reason: 'fixed', reopen: true, isDoubtful: false };
  const doubt: RuleEnd = { ...end, isDoubtful: true };
  const at = (time: string, ends?: RuleEnd): Finding =>
    aFinding({ alert: { at: time }, ...(ends === undefined ? {} : { ends }) });

  it('closes a case in its name and says why', () => {
    const { case: c, entries } = recordFinding(aCase(), at(one, end), one);
    const by = { kind: 'rule', id: 'hub' };
    expect(c).toMatchObject({ status: 'closed', reason: 'fixed', statusBy: by, statusComment: 'the hub says so' });
    expect(entries).toMatchObject([{ what: 'closed', by, why: 'the hub says so' }]);
    expect(recordFinding(c, at(two, end), two)).toMatchObject({ case: { status: 'closed', count: 3 }, entries: [] });
    expect(recordFinding(c, at(two), two).case.status).toBe('open');
  });

  it('keeps what is first seen as over for the record', () => {
    const { case: c, entries, reach } = recordFinding(undefined, at(noon, end), noon);
    expect({ status: c.status, reach }).toEqual({ status: 'closed', reach: 'nowhere' });
    expect(entries.map(({ by }) => by.kind)).toEqual(['system', 'rule']);
  });

  it('that wants no reopening keeps it closed, however bad what comes is; people can reopen it', () => {
    const { case: c } = recordFinding(aCase(), at(one, { ...end, reopen: false }), one);
    const worse = recordFinding(c, aFinding({ severity: 'critical', alert: { at: two } }), two);
    expect(worse).toMatchObject({ case: { status: 'closed', count: 3 }, entries: [] });
    const reopened = act(c, { do: 'reopen' }, two);
    expect({ status: reopened.status, stays: reopened.staysClosed }).toEqual({ status: 'open', stays: undefined });
  });

  it('that doubts closes at the second look only', () => {
    const first = recordFinding(aCase(), at(one, doubt), one);
    expect(first).toMatchObject({ case: { status: 'open', doubt: { rule: 'hub', at: one } }, entries: [] });
    const second = recordFinding(first.case, at(two, doubt), two).case;
    expect({ status: second.status, doubt: second.doubt }).toEqual({ status: 'closed', doubt: undefined });
  });

  it('forgets its doubt when something else is said in between', () => {
    const doubted = recordFinding(aCase(), at(one, doubt), one).case;
    const failed = recordFinding(doubted, at(two), two).case;
    expect(failed.doubt).toBeUndefined();
    expect(recordFinding(failed, at('2026-03-01T15:00:00.000Z', doubt), two).case.status).toBe('open');
  });

  it('takes the same look twice, or an older one, for no second', () => {
    const doubted = recordFinding(aCase(), at(one, doubt), one).case;
    expect(recordFinding(doubted, at(one, doubt), one).case.status).toBe('open');
    expect(recordFinding(doubted, at(noon, doubt), one).case.status).toBe('open');
    expect(recordFinding(doubted, at(two, { ...doubt, rule: 'other' }), two).case.status).toBe('open');
  });

  it('that doubts neither opens a closed case nor makes one worse', () => {
    const closed = act(aCase(), { do: 'close', reason: 'fixed' });
    expect(recordFinding(closed, at(two, doubt), two).case.status).toBe('closed');
    const worse = aFinding({ severity: 'critical', alert: { at: one }, ends: doubt });
    expect(recordFinding(aCase(), worse, one).case.severity).toBe('medium');
  });
});

describe('what a rule says of the way to people', () => {
  const routing = { page: 'high', runbook: 'https://wiki.example.com/mfa' } as const;

  it('stays with the case until another rule says otherwise', () => {
    const c = recordFinding(undefined, aFinding({ routing }), noon).case;
    expect(c.routing).toEqual(routing);
    expect(recordFinding(c, again(), one).case.routing).toEqual(routing);
    expect(recordFinding(c, again({ routing: { page: false } }), one).case.routing).toEqual({ page: false });
  });

  it('is not taken from an older alert', () => {
    const c = recordFinding(undefined, aFinding({ routing, alert: { at: one } }), one).case;
    expect(recordFinding(c, aFinding({ routing: { page: false } }), one).case.routing).toEqual(routing);
  });
});
