import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '#core/case.ts';
import { casesToFold, foldedAs, needsOwnCard, stormIdOf, stormSize, type WaitingCase } from '#core/storm.ts';
import { isWorse, severities } from '#core/severity.ts';
import { aCase } from '#test/builders.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const escalation = { at: '2026-03-01T12:00:00.000Z', by: aki, to: { id: 'pagerduty', label: 'PagerDuty' } };

function waitingOf(count: number, given: Partial<Case> = {}, shown: WaitingCase['shown'] = 'not'): WaitingCase[] {
  return Array.from({ length: count }, (_, i) => ({
    case: aCase({ id: `irn-${given.severity}${i}`, ...given }),
    shown,
  }));
}

const waiting: fc.Arbitrary<WaitingCase[]> = fc.array(
  fc.record({
    shown: fc.constantFrom('not', 'not', 'folded', 'card'),
    case: fc
      .record({
        severity: fc.constantFrom(...severities),
        statusBy: fc.constantFrom(aCase().statusBy, aCase().statusBy, aki),
        escalated: fc.integer({ min: 0, max: 9 }),
      })
      .map(({ escalated, ...c }) => aCase({ ...c, ...(escalated === 0 ? { escalation } : {}) })),
  }),
  { maxLength: 60 },
);

describe('casesToFold', () => {
  it('folds nothing while no more than so many new cases wait', () => {
    const calm = [...waitingOf(20, { severity: 'low' }), ...waitingOf(50, { severity: 'low' }, 'card')];
    expect(casesToFold(calm, { cards: 20, isOn: false })).toEqual([]);
  });

  it('folds the medium and low ones when one more waits, whatever it is', () => {
    const storm = [...waitingOf(18, { severity: 'critical' }), ...waitingOf(3, { severity: 'medium' })];
    expect(casesToFold(storm, { cards: 20, isOn: false })).toHaveLength(3);
  });

  it('folds every new low case while the storm is on', () => {
    expect(casesToFold(waitingOf(1, { severity: 'low' }), { cards: 20, isOn: true })).toHaveLength(1);
  });

  it('whatever waits: only new cases, nothing critical or high, nothing a person has touched, and all or none', () => {
    fc.assert(
      fc.property(waiting, fc.integer({ min: 1, max: 30 }), fc.boolean(), (all, cards, isOn) => {
        const folded = new Set(casesToFold(all, { cards, isOn }));
        const fresh = all.filter(({ shown }) => shown === 'not');
        const lower = fresh.filter(
          ({ case: c }) => !isWorse(c.severity, 'medium') && c.statusBy.kind !== 'person' && c.escalation === undefined,
        );
        expect([...folded]).toEqual(isOn || fresh.length > cards ? lower.map((one) => one.case) : []);
      }),
    );
  });
});

describe('needsOwnCard', () => {
  const folded = aCase({ severity: 'low', count: 4 });
  const then = foldedAs(folded, 'abc');

  it.each<[string, Partial<Case>, boolean, boolean]>([
    ['as it was', {}, false, false],
    ['as it was, after the storm', {}, true, false],
    ['worse', { severity: 'medium' }, false, true],
    ['critical', { severity: 'critical' }, false, true],
    ['acknowledged by a person', { status: 'acknowledged', statusBy: aki }, false, true],
    ['closed by a person', { status: 'closed', statusBy: aki, reason: 'fixed' }, true, true],
    ['rated by a person', { severityBy: aki }, false, true],
    ['escalated', { escalation }, false, true],
    ['closed by itself', { status: 'closed', reason: 'fixed' }, true, false],
    ['seen again in the storm', { count: 9 }, false, false],
    ['seen again after the storm', { count: 5 }, true, true],
    ['reopened in the storm', { episode: 2 }, false, false],
    ['reopened after the storm', { episode: 2 }, true, true],
    ['closed again after the storm', { episode: 2, count: 9, status: 'closed', reason: 'fixed' }, true, false],
  ])('a folded case %s', (_name, changes, isOver, expected) => {
    expect(needsOwnCard({ ...folded, ...changes }, then, { isOver })).toBe(expected);
  });

  it('compares with the severity it was folded with, however often it was seen since', () => {
    expect(foldedAs({ ...folded, count: 9, severity: 'none' }, 'abc', then)).toMatchObject({
      severity: 'low',
      count: 9,
    });
  });
});

describe('a storm', () => {
  it('has an id of its own for each place and moment, and as many cases as it counts', () => {
    const ids = [
      stormIdOf({ mirror: 'slack', to: 'C1' }, '2026-03-01T12:00:00.000Z'),
      stormIdOf({ mirror: 'slack', to: 'C2' }, '2026-03-01T12:00:00.000Z'),
      stormIdOf({ mirror: 'slack', to: 'C1' }, '2026-03-01T12:00:00.001Z'),
    ];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(stormSize({ counts: { medium: 2, low: 5 } })).toBe(7);
  });
});
