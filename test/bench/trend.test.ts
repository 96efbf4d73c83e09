import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floorsOf, medianOf, slopeOf } from '#bench/soak/trend.ts';

/** A value each second for so many minutes. */
function pointsOf(minutes: number, valueAt: (minute: number) => number) {
  return Array.from({ length: minutes * 60 }, (_, second) => ({ minute: second / 60, value: valueAt(second / 60) }));
}

/** Goes up by 60 within a quarter of a minute and falls down again, as memory does. */
const saw = (minute: number): number => ((minute * 4) % 1) * 60;

test('the slope of a line is its slope, wherever some of its points are', () => {
  fc.assert(
    fc.property(fc.integer({ min: -50, max: 50 }), fc.array(fc.nat(100), { maxLength: 20 }), (slope, wild) => {
      const points = pointsOf(2, (minute) => 100 + slope * minute);
      for (const at of wild) points[at] = { minute: at / 60, value: 100_000 };
      expect(slopeOf(points)).toBeCloseTo(slope, 6);
    }),
  );
});

test('a growth is seen under a saw that is much higher, and a saw alone is none', () => {
  expect(slopeOf(floorsOf(pointsOf(10, saw), 0.25))).toBeCloseTo(0, 1);
  expect(
    slopeOf(
      floorsOf(
        pointsOf(10, (minute) => saw(minute) + 2 * minute),
        0.25,
      ),
    ),
  ).toBeCloseTo(2, 1);
});

test('the median is the middle, or lies between the two', () => {
  expect(medianOf([9, 1, 5])).toBe(5);
  expect(medianOf([1, 9, 5, 6])).toBe(5.5);
});
