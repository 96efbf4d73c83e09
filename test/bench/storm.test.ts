import { expect, test } from 'vitest';
import { failing } from '#bench/proof.ts';
import { storm } from '#bench/storm.ts';

test('a storm of alerts is shown, the worst first, nothing lost or doubled by a kill', {
  timeout: 240_000,
}, async () => {
  const outcome = await storm.run('short', () => undefined);
  expect(failing(outcome)).toEqual([]);
});
