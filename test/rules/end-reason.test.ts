import { expect, it } from 'vitest';
import { closeReasonOf, mayEndAs } from '#rules/end-reason.ts';

it('what is gone was deleted, the rest is fixed; any other word stays', () => {
  expect(closeReasonOf('fixed_or_deleted', true)).toBe('deleted');
  expect(closeReasonOf('fixed_or_deleted', false)).toBe('fixed');
  expect(closeReasonOf('expected', true)).toBe('expected');
});

it('a test of a rule that says fixed_or_deleted may expect these two and no other end', () => {
  const ends = ['fixed', 'deleted', 'expected'].map((reason) => mayEndAs('fixed_or_deleted', reason));
  expect(ends).toEqual([true, true, false]);
  expect([mayEndAs('expected', 'expected'), mayEndAs('expected', 'fixed')]).toEqual([true, false]);
});
