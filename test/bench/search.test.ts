import { expect, test } from 'vitest';
import { failing } from '#bench/proof.ts';
import { queryFuzz } from '#bench/query-fuzz.ts';
import { search } from '#bench/search.ts';

test('random texts as queries throw nothing, and the index finds what asking each case finds', async () => {
  const outcome = await queryFuzz.run('short', () => {});
  expect(failing(outcome), JSON.stringify(outcome.table)).toEqual([]);
}, 120_000);

test('the bench of the search index runs, and its queries are queries', async () => {
  const outcome = await search.run('short', () => {});
  expect(failing(outcome)).toEqual([]);
}, 120_000);
