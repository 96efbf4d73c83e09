import { expect, test } from 'vitest';
import { cardFuzz } from '#bench/card-fuzz.ts';
import { failing } from '#bench/proof.ts';

test('hostile cases are shown as messages that Slack takes and that call nobody', async () => {
  expect(failing(await cardFuzz.run('short', () => {}))).toEqual([]);
});
