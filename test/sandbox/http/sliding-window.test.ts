import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSlidingWindow } from '#sandbox/http/sliding-window.ts';

test('in no window of its length are more places taken than there are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (steps, most) => {
        let time = 0;
        const window = createSlidingWindow(100, () => time);
        const taken: number[] = [];
        for (const step of steps) {
          time += step;
          if (window.take('key', most) === 'taken') taken.push(time);
        }
        for (const start of taken) {
          expect(taken.filter((at) => at >= start && at < start + 100).length).toBeLessThanOrEqual(most);
        }
      },
    ),
  );
});

test('who waits as long as told gets a place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      (steps, most) => {
        let time = 0;
        const window = createSlidingWindow(60_000, () => time);
        for (const step of steps) {
          time += step;
          const place = window.take('key', most);
          if (place === 'taken') continue;
          time += place.retryAfter * 1000;
          expect(window.take('key', most)).toBe('taken');
        }
      },
    ),
  );
});

test('keys do not take places of each other', () => {
  const window = createSlidingWindow(1000, () => 0);
  expect(window.take('a', 1)).toBe('taken');
  expect(window.take('b', 1)).toBe('taken');
  expect(window.take('a', 1)).toEqual({ retryAfter: 1 });
  expect(window.take('a', undefined)).toBe('taken');
});
