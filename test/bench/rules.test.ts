import { expect, test } from 'vitest';
import { failing } from '#bench/proof.ts';
import { ruleFuzz } from '#bench/rule-fuzz.ts';
import { rules } from '#bench/rules.ts';

test('the bench of rules: the filter for texts loses no alert, other engines agree', async () => {
  const outcome = await rules.run('short', () => {});
  expect(failing(outcome)).toEqual([]);
}, 120_000);

test('random rules over random records: the index and the filter agree with asking each rule', async () => {
  const outcome = await ruleFuzz.run('short', () => {});
  expect(failing(outcome), JSON.stringify(outcome.table)).toEqual([]);
}, 120_000);
