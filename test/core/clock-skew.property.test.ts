import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockSkew } from '#core/clock-skew.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

const exchange = fc.record({
  trueMs: fc.integer({ min: 0, max: 10_000_000 }).map((ms) => start + ms),
  there: fc.integer({ min: 0, max: 60_000 }),
  back: fc.integer({ min: 0, max: 60_000 }),
  off: fc.integer({ min: -10_000_000, max: 10_000_000 }),
});

/** What a machine whose clock is `off` sees of an answer. */
function seen({ trueMs, there, back, off }: { trueMs: number; there: number; back: number; off: number }) {
  return clockSkew({
    sentAt: instant(trueMs - there + off),
    answeredAt: instant(trueMs + back + off),
    date: instant(Math.floor(trueMs / 1000) * 1000),
  });
}

describe('clockSkew', () => {
  it('is nothing with a right clock, however slow the way', () => {
    fc.assert(fc.property(exchange, (given) => seen({ ...given, off: 0 }) === 0));
  });

  it('never says more than is true, has the right sign, and misses no more than the way took and a second', () => {
    fc.assert(
      fc.property(exchange, (given) => {
        const { off, there, back } = given;
        const skew = seen(given);
        expect(Math.abs(skew)).toBeLessThanOrEqual(Math.abs(off));
        expect(skew * off).toBeGreaterThanOrEqual(0);
        expect(Math.abs(off - skew)).toBeLessThanOrEqual(Math.max(there, back) + 1000);
      }),
    );
  });
});
