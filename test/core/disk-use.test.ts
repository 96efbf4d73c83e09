import { expect, it } from 'vitest';
import { diskPercent, isNearlyFull } from '#core/disk-use.ts';

it('a disk is as full as df says: what is kept for root is neither used nor free', () => {
  expect(diskPercent({ blocks: 1000, bfree: 150, bavail: 100 })).toBeCloseTo(89.47);
  expect(diskPercent({ blocks: 1000, bfree: 50, bavail: 0 })).toBe(100);
  expect(diskPercent({ blocks: 0, bfree: 0, bavail: 0 })).toBe(0);
});

it('a disk is nearly full from the limit on, and once told until it is two below it', () => {
  expect(isNearlyFull(89.9, 90, false)).toBe(false);
  expect(isNearlyFull(90, 90, false)).toBe(true);
  expect(isNearlyFull(88.1, 90, true)).toBe(true);
  expect(isNearlyFull(87.9, 90, true)).toBe(false);
});
