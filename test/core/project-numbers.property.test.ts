import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCounts, mergeCounts, quantileOf, type DayCounts } from '#core/day-counts.ts';
import { countEntries, numbersOf } from '#core/project-numbers.ts';
import type { Happening, TimelineEntry } from '#core/timeline.ts';

const start = Date.parse('2026-03-01T00:00:00.000Z');
const rule = { kind: 'rule', id: 'close-it' } as const;
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;
const about = { type: 'ssh', dayOf: (at: string) => at.slice(0, 10) };

function entry(seq: number, minutes: number, what: Happening, by: TimelineEntry['by'] = aki): TimelineEntry {
  return { ...what, seq, at: new Date(start + minutes * 60_000).toISOString(), by };
}

const opened: Happening = { what: 'opened', severity: 'high' };
const reopened: Happening = { what: 'reopened', severity: 'high', after: 'fixed' };
const closed: Happening = { what: 'closed', reason: 'fixed' };
const acknowledged: Happening = { what: 'acknowledged' };

const happenings = fc.array(
  fc.record({ what: fc.constantFrom(opened, reopened, closed, acknowledged), wait: fc.integer({ min: 1, max: 3000 }) }),
  { maxLength: 40 },
);

function total(days: Map<string, DayCounts>): DayCounts {
  return [...days.values()].reduce(mergeCounts, emptyCounts());
}

describe('the numbers of a project', () => {
  it('are the same whether a timeline is counted at once or piece by piece', () => {
    fc.assert(
      fc.property(happenings, fc.integer({ min: 1, max: 7 }), (all, size) => {
        let minutes = 0;
        const entries = all.map(({ what, wait }, index) => entry(index + 1, (minutes += wait), what));
        const whole = total(countEntries({ seq: 0 }, entries, about).days);
        let upTo = { seq: 0 };
        let pieces = emptyCounts();
        for (let from = 0; from < entries.length; from += size) {
          const part = countEntries(upTo, entries.slice(from, from + size), about);
          upTo = part.upTo;
          pieces = mergeCounts(pieces, total(part.days));
        }
        expect(pieces).toEqual(whole);
      }),
    );
  });

  it('measure the first acknowledgement of each episode, and each close from its opening', () => {
    const entries = [
      entry(1, 0, opened),
      entry(2, 10, acknowledged),
      entry(3, 20, { what: 'unacknowledged' }),
      entry(4, 90, acknowledged),
      entry(5, 120, closed),
      entry(6, 200, reopened),
      entry(7, 260, closed, rule),
    ];
    const { days } = countEntries({ seq: 0 }, entries, about);
    const numbers = numbersOf('web', [...days]);
    expect(numbers).toMatchObject({ opened: 1, reopened: 1, closed: 2, closedByRule: 1 });
    expect(numbers.noisiest).toEqual({ rule: 'ssh', count: 2 });
    const minutes = (ms = 0) => ms / 60_000;
    expect(minutes(numbers.acknowledge?.median)).toBeCloseTo(10, 0);
    expect(minutes(numbers.close?.median)).toBeGreaterThan(57);
    expect(minutes(numbers.close?.p90)).toBeGreaterThan(114);
    expect(minutes(numbers.close?.p90)).toBeLessThan(126);
  });

  it('say any length to within 5 %, and a quantile is one of the lengths', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 50 }), (lengths) => {
        const entries = lengths.flatMap((minutes, index) => [
          entry(2 * index + 1, 0, opened),
          entry(2 * index + 2, minutes, closed),
        ]);
        const all = total(countEntries({ seq: 0 }, entries, about).days);
        const sorted = lengths.toSorted((a, b) => a - b);
        const wanted = (sorted[Math.ceil(0.5 * sorted.length) - 1] ?? 0) * 60_000;
        expect(Math.abs((quantileOf(all.close, 0.5) ?? 0) / wanted - 1)).toBeLessThan(0.05);
      }),
    );
    expect(quantileOf({}, 0.5)).toBeUndefined();
  });
});
