import { expect, test } from 'vitest';
import { clicks } from '#bench/clicks.ts';
import { failing } from '#bench/proof.ts';

test('clicks are acknowledged and change their cards while alerts pour in', async () => {
  expect(failing(await clicks.run('short', () => {}))).toEqual([]);
});
