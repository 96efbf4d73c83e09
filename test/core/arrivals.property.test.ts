import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patienceWith, withArrival, type Arrivals } from '#core/arrivals.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.parse('2026-03-01T00:00:00.000Z');
const feed = { source: 'guardduty', account: '111122223333' };

function arrivalsAt(times: number[]): Arrivals {
  let known: Arrivals | undefined;
  for (const time of times) known = withArrival(known, feed, new Date(start + time).toISOString());
  if (known === undefined) throw new Error('no times');
  return known;
}

function every(ms: number, forMs: number): number[] {
  return Array.from({ length: Math.floor(forMs / ms) + 1 }, (_, at) => at * ms);
}

const gaps = fc.array(fc.integer({ min: 60_000, max: 3 * dayMs }), { minLength: 1, maxLength: 60 });
const times = gaps.map((all) => {
  let time = 0;
  return [0, ...all.map((gap) => (time += gap))];
});

describe('the patience with a feed', () => {
  it('is between an hour and fourteen days, or there is none', () => {
    fc.assert(
      fc.property(times, (given) => {
        const patience = patienceWith(arrivalsAt(given), []);
        if ('never' in patience) return;
        expect(patience.afterMs).toBeGreaterThanOrEqual(hourMs);
        expect(patience.afterMs).toBeLessThanOrEqual(14 * dayMs);
      }),
    );
  });

  it('is unknown before twenty arrivals and eight days', () => {
    fc.assert(
      fc.property(times, (given) => {
        const isYoung = given.length < 20 || (given.at(-1) ?? 0) < 8 * dayMs;
        expect('never' in patienceWith(arrivalsAt(given), []) || !isYoung).toBe(true);
      }),
    );
  });

  it('is never shorter than a gap of the last two weeks that it took for usual', () => {
    fc.assert(
      fc.property(times, (given) => {
        const patience = patienceWith(arrivalsAt(given), []);
        if ('never' in patience) return;
        // While it learns it takes every gap as it is; nineteen gaps and eight days are surely learning.
        const learned = given.slice(1, 20).map((time, at) => ({ time, gap: time - (given[at] ?? 0) }));
        const last = given.at(-1) ?? 0;
        for (const { gap } of learned.filter(({ time }) => last - time <= 14 * dayMs))
          expect(patience.afterMs).toBeGreaterThanOrEqual(gap);
      }),
    );
  });

  it('with a feed that comes in equal steps is three steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: hourMs, max: 9 * hourMs }), (step) => {
        const patience = patienceWith(arrivalsAt(every(step, 20 * dayMs)), []);
        expect(patience).toEqual({ afterMs: 3 * step, by: 'learned' });
      }),
    );
  });

  it('bears a weekend with one that rests at every one', () => {
    const week = every(hourMs, 4 * dayMs);
    const weeks = [0, 1, 2].flatMap((week_) => week.map((time) => week_ * 7 * dayMs + time));
    const patience = patienceWith(arrivalsAt(weeks), []);
    expect(patience).toMatchObject({ by: 'learned' });
    expect('afterMs' in patience && patience.afterMs > 3 * dayMs).toBe(true);
  });

  it('does not learn from an outage that outages are usual', () => {
    const usual = every(hourMs, 20 * dayMs);
    const after = arrivalsAt([...usual, 30 * dayMs]);
    expect(patienceWith(after, [])).toEqual({ afterMs: 9 * hourMs, by: 'learned' });
  });

  it('is none with one that comes once in a while', () => {
    expect(patienceWith(arrivalsAt(every(6 * dayMs, 180 * dayMs)), [])).toEqual({
      never: 'too irregular to be missed',
    });
  });

  it('is what a rule says, and the rule that names the account wins', () => {
    const young = arrivalsAt([0]);
    const star = { source: 'guardduty', account: '*', after: 'never' } as const;
    const named = { source: 'guardduty', account: '111122223333', after: hourMs };
    const whole = { source: 'guardduty', after: 5 };
    expect(patienceWith(young, [star, whole])).toEqual({ never: 'by a rule' });
    expect(patienceWith(young, [star, named])).toEqual({ afterMs: hourMs, by: 'rule' });
    expect(patienceWith(young, [whole])).toEqual({ never: 'still learning' });
    expect(patienceWith(young, [{ ...named, source: 'scc' }])).toEqual({ never: 'still learning' });
  });
});

describe('an arrival', () => {
  it('counts, and moves nothing back when it is late', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -dayMs, max: 200 * dayMs }), (given, more) => {
        const before = arrivalsAt(given);
        const after = withArrival(before, feed, new Date(start + more).toISOString());
        expect(after.lastAt >= before.lastAt).toBe(true);
        expect(after.count).toBe(before.count + (more > (given.at(-1) ?? 0) ? 1 : 0));
        expect(after.usualGapMs).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
