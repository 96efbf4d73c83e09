import { expect, test } from 'vitest';
import { ingestRate } from '#bench/ingest-rate.ts';
import { failing } from '#bench/proof.ts';

test('findings that are taken as fast as they come are all recorded, and the ledger adds up', {
  timeout: 240_000,
}, async () => {
  const outcome = await ingestRate.run('short', () => {});
  expect(failing(outcome)).toEqual([]);
  expect(outcome.figures.find(({ label }) => label === 'alerts recorded')?.value).toBe('600');
});
