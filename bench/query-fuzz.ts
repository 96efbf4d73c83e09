import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchesQuery } from '#core/query/matches-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import { queryErrorText } from '#core/query/query-error-text.ts';
import { openSearchIndex } from '#store/open-search-index.ts';
import { createDice } from './dice.ts';
import { atLeast, exactly, told, type Proof } from './proof.ts';
import { fuzzNow, randomCase } from './query-fuzz/random-case.ts';
import { randomNoise, randomQuery, randomText } from './query-fuzz/random-query.ts';

const sizes = {
  short: { texts: 20_000, cases: 300, queries: 600 },
  full: { texts: 1_000_000, cases: 3_000, queries: 20_000 },
};
const seed = 20_261_101;

/** Any text is a query or an error with a column; and the index finds what asking each case finds. */
export const queryFuzz: Proof = {
  name: 'query-fuzz',
  about:
    'random texts as queries: nothing is thrown; random queries over random cases: the index finds what matchesQuery says',
  async run(size, say) {
    const { texts, cases, queries } = sizes[size];
    const read = readTexts(texts);
    say(`${texts} texts read`);
    const asked = await askIndex(cases, queries);
    const troubles = [...read.troubles, ...asked.troubles];
    return {
      figures: [
        told('seed', String(seed)),
        atLeast('texts that are queries', read.queries, texts / 20),
        atLeast('texts that are refused', read.errors, texts / 20),
        exactly('texts that throw, or whose error is nowhere', read.troubles.length, 0),
        atLeast('queries that find some cases and not others', asked.telling, queries / 4),
        exactly('queries whose cases or order differ from those of matchesQuery', asked.troubles.length, 0),
      ],
      ...(troubles.length === 0 ? {} : { table: [['trouble'], ...troubles.slice(0, 10).map((each) => [each])] }),
    };
  },
};

function readTexts(count: number): { queries: number; errors: number; troubles: string[] } {
  const dice = createDice(seed);
  const read = { queries: 0, errors: 0, troubles: [] as string[] };
  for (let n = 0; n < count; n += 1) {
    const text = dice.oneIn(4) ? randomNoise(dice) : randomText(dice);
    const trouble = tryText(text, read);
    if (trouble !== undefined) read.troubles.push(`${JSON.stringify(text)}: ${trouble}`);
  }
  return read;
}

function tryText(text: string, read: { queries: number; errors: number }): string | undefined {
  try {
    const parsed = parseQuery(text);
    if ('query' in parsed) {
      read.queries += 1;
      return undefined;
    }
    read.errors += 1;
    const { column } = parsed.error;
    if (column < 1 || column > Array.from(text).length + 1) return `column ${column}`;
    return queryErrorText(parsed.error, 'en') === '' ? 'says nothing' : undefined;
  } catch (error) {
    return String(error);
  }
}

async function askIndex(count: number, queries: number): Promise<{ telling: number; troubles: string[] }> {
  const dice = createDice(seed + 1);
  const folder = mkdtempSync(join(tmpdir(), 'irene-query-'));
  const index = openSearchIndex(join(folder, 'search.db'));
  try {
    const cases = Array.from({ length: count }, (_, n) => randomCase(n, dice));
    await index.put(cases);
    const asked = { telling: 0, troubles: [] as string[] };
    for (let n = 0; n < queries; n += 1) {
      const text = randomQuery(dice);
      const parsed = parseQuery(text);
      if ('error' in parsed) {
        asked.troubles.push(`${text}: ${queryErrorText(parsed.error, 'en')}`);
        continue;
      }
      const asking = { now: fuzzNow, ...(dice.oneIn(2) ? { me: 'slack:U1' } : {}) };
      const wanted = cases.filter((each) => matchesQuery(parsed.query, each, asking)).map(({ id }) => id);
      const found = await index.find({ ...asking, query: parsed.query, limit: count });
      if (wanted.length > 0 && wanted.length < count) asked.telling += 1;
      if (found.total !== wanted.length || found.ids.toSorted().join() !== wanted.toSorted().join()) {
        asked.troubles.push(`${text}: ${found.ids.length} (said ${found.total}) of ${wanted.length}`);
      }
    }
    return asked;
  } finally {
    index.close();
    rmSync(folder, { recursive: true });
  }
}
