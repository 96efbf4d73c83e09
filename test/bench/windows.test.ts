import { expect, test } from 'vitest';
import { failing } from '#bench/proof.ts';
import { windows } from '#bench/windows.ts';

test('events of many keys are counted in little memory, and exactly the busy keys fire', {
  timeout: 60_000,
}, async () => {
  const outcome = await windows.run('short', () => {});
  expect(failing(outcome)).toEqual([]);
  expect(outcome.figures.find(({ label }) => label === 'keys that fired')?.value).toBe('100');
});
