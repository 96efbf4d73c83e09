import { describe, expect, it } from 'vitest';
import { caseAction, type Action } from '#core/case-action.ts';
import { recordFinding, type Recorded } from '#core/record-finding.ts';
import { isNoise } from '#core/timeline.ts';
import { aCase, aFinding, noon } from '#test/builders.ts';

const later = '2026-03-01T13:00:00.000Z';
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

function happened(recorded: Recorded): string[] {
  return recorded.entries.map((entry) => entry.what);
}

function acted(action: Action) {
  const outcome = caseAction(aCase(), action, { at: noon, by: aki });
  if ('refused' in outcome) throw new Error(outcome.refused.because);
  return outcome.case;
}

describe('recordFinding', () => {
  it('opens a case for a new fingerprint and carries it everywhere', () => {
    const recorded = recordFinding(undefined, aFinding({ severity: 'high' }), noon);
    expect(recorded.case).toMatchObject({
      status: 'open',
      severity: 'high',
      episode: 1,
      count: 1,
      revision: 1,
      timelineLength: 1,
    });
    expect(recorded.case.id).toMatch(/^irn-[a-z2-7]{12}$/);
    expect(recorded.reach).toBe('everywhere');
  });

  it('records a severity of none without showing it anywhere', () => {
    expect(recordFinding(undefined, aFinding({ severity: 'none' }), noon).reach).toBe('nowhere');
  });

  it('counts the same alert again without a line in the timeline', () => {
    const recorded = recordFinding(aCase(), aFinding({ alert: { at: later } }), later);
    expect(recorded).toMatchObject({
      case: { count: 2, lastSeenAt: later, timelineLength: 1, revision: 2 },
      entries: [],
      reach: 'repeats',
    });
  });

  it('tells nobody of a repeat of an acknowledged case', () => {
    expect(recordFinding(acted({ do: 'acknowledge' }), aFinding(), later)).toMatchObject({
      entries: [],
      reach: 'nowhere',
      case: { status: 'acknowledged' },
    });
  });

  it('a worse alert wakes an acknowledged case', () => {
    const recorded = recordFinding(acted({ do: 'acknowledge' }), aFinding({ severity: 'high' }), later);
    expect(recorded.case).toMatchObject({ status: 'open', severity: 'high' });
    expect(recorded.entries.map(isNoise)).toEqual([true]);
  });

  it('a worse alert ends a snooze and takes its end time with it', () => {
    const snoozed = acted({ do: 'snooze', until: '2026-03-02T09:00:00.000Z', wakeWhenWorse: true });
    const { case: woken } = recordFinding(snoozed, aFinding({ severity: 'critical' }), later);
    expect(woken.status).toBe('open');
    expect(woken.snoozedUntil).toBeUndefined();
  });

  it('a snooze that shall not wake early keeps quiet and keeps the worse severity', () => {
    const snoozed = acted({ do: 'snooze', until: '2026-03-02T09:00:00.000Z', wakeWhenWorse: false });
    const recorded = recordFinding(snoozed, aFinding({ severity: 'critical' }), later);
    expect(recorded.case).toMatchObject({ status: 'snoozed', severity: 'critical' });
    expect(recorded.entries.map(isNoise)).toEqual([false]);
  });

  it('a milder alert does not lower the severity of the episode', () => {
    expect(recordFinding(aCase({ severity: 'high' }), aFinding({ severity: 'low' }), later).case.severity).toBe('high');
  });

  it("a person's severity stands against worse alerts until the case closes", () => {
    const overridden = aCase({ severity: 'low', severityBy: aki });
    expect(recordFinding(overridden, aFinding({ severity: 'critical' }), later)).toMatchObject({
      entries: [],
      case: { severity: 'low' },
    });
    const closed = aCase({ severity: 'low', severityBy: aki, status: 'closed', reason: 'fixed' });
    expect(recordFinding(closed, aFinding({ severity: 'critical' }), later).case).toMatchObject({
      status: 'open',
      severity: 'critical',
    });
  });

  it.each(['fixed', 'deleted', 'duplicate'] as const)('reopens a case closed as %s, as its next episode', (reason) => {
    const recorded = recordFinding(acted({ do: 'close', reason }), aFinding({ alert: { at: later } }), later);
    expect(recorded.case).toMatchObject({ status: 'open', episode: 2, count: 2 });
    expect(recorded.case.reason).toBeUndefined();
    expect(happened(recorded)).toEqual(['reopened']);
  });

  it.each(['false_positive', 'expected'] as const)(
    'leaves a case closed as %s closed, unless it is worse',
    (reason) => {
      const closed = acted({ do: 'close', reason });
      expect(recordFinding(closed, aFinding({ alert: { at: later } }), later).case.status).toBe('closed');
      expect(recordFinding(closed, aFinding({ alert: { at: later }, severity: 'high' }), later).case.status).toBe(
        'open',
      );
    },
  );

  it('reopens an accepted risk when its end date has passed', () => {
    const closed = acted({ do: 'close', reason: 'accepted_risk', acceptedUntil: '2026-03-10T00:00:00.000Z' });
    const again = aFinding({ alert: { at: '2026-03-11T00:00:00.000Z' } });
    expect(recordFinding(closed, again, '2026-03-09T00:00:00.000Z').case.status).toBe('closed');
    expect(recordFinding(closed, again, '2026-03-11T00:00:00.000Z').case.status).toBe('open');
  });

  it('counts an alert from before the newest one without reopening', () => {
    const closed = aCase({ status: 'closed', reason: 'fixed', lastSeenAt: later, title: 'newest title' });
    const recorded = recordFinding(closed, aFinding({ alert: { at: noon, title: 'older title' } }), later);
    expect(recorded).toMatchObject({
      case: { status: 'closed', count: 2, lastSeenAt: later, title: 'newest title' },
      entries: [],
    });
  });

  it('takes a time in the future as now, so that what follows is not late', () => {
    const forged = recordFinding(undefined, aFinding({ alert: { at: '9999-12-31T00:00:00.000Z' } }), noon);
    expect(forged.case.lastSeenAt).toBe(noon);
    const ended = aFinding({ alert: { at: later, ended: 'fixed' } });
    expect(recordFinding(forged.case, ended, later).case.status).toBe('closed');
  });

  it('closes when the product says it is over, and not when that is older news', () => {
    const ended = aFinding({ alert: { at: later, ended: 'fixed' } });
    expect(recordFinding(aCase(), ended, later).case).toMatchObject({ status: 'closed', reason: 'fixed' });
    expect(recordFinding(aCase({ lastSeenAt: '2026-03-01T14:00:00.000Z' }), ended, later).case.status).toBe('open');
  });

  it('keeps a first alert that is already over as a closed case that is shown nowhere', () => {
    const recorded = recordFinding(undefined, aFinding({ alert: { ended: 'fixed' } }), noon);
    expect(recorded).toMatchObject({ case: { status: 'closed', revision: 1, timelineLength: 2 }, reach: 'nowhere' });
    expect(happened(recorded)).toEqual(['opened', 'closed']);
  });
});
