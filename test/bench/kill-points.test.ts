import { expect, test } from 'vitest';
import { killPoints } from '#bench/kill-points.ts';
import { failing } from '#bench/proof.ts';

test('killed at each named step, with clicks in between, Irene loses nothing and doubles nothing', {
  timeout: 600_000,
}, async () => {
  const outcome = await killPoints.run('short', () => {});
  expect(failing(outcome)).toEqual([]);
});
