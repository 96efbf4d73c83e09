import { expect, test } from 'vitest';
import { faults } from '#bench/faults.ts';
import { failing } from '#bench/proof.ts';

test('after a dozen faults nothing is lost, nothing doubled, and the rest went on', async () => {
  const outcome = await faults.run('short', () => {});
  expect(failing(outcome), JSON.stringify(outcome.table, undefined, 1)).toEqual([]);
}, 600_000);
