import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseQuery } from '#core/query/parse-query.ts';
import type { SearchIndex } from '#core/search.ts';
import { openSearchIndex } from '#store/open-search-index.ts';
import { atLeast, atMost, exactly, told, type Figure, type Proof, type Size } from './proof.ts';
import { benchNow, makeCases } from './search/make-cases.ts';
import { hardest, queries } from './search/queries.ts';

const sizes = { short: { cases: 3_000, rounds: 2 }, full: { cases: 1_000_000, rounds: 5 } };
/** As the index is filled from the feed of changes (src/pipeline/follow-changes.ts). */
const inBatch = 1_000;

/** The search index over many cases: filled as from the feed of changes, asked as people do. */
export const search: Proof = {
  name: 'search',
  about: 'the search index: filling it, 30 mixed queries newest first, its size and memory',
  async run(size, say) {
    const folder = mkdtempSync(join(tmpdir(), 'irene-search-'));
    const file = join(folder, 'search.db');
    const index = openSearchIndex(file);
    try {
      const built = await fill(index, size, say);
      const asked = await ask(index, queries, sizes[size].rounds);
      const hard = await ask(index, hardest, 1);
      const bytes = ['', '-wal'].reduce((sum, end) => sum + statSync(`${file}${end}`).size, 0);
      return {
        figures: figuresOf({ ...built, times: asked.flatMap(({ ms }) => ms), bytes }, size),
        table: [['query', 'slowest', 'cases'], ...[...asked, ...hard].map(rowOf)],
      };
    } finally {
      index.close();
      rmSync(folder, { recursive: true });
    }
  },
};

interface Measured {
  ms: number;
  /** Without what other programs of the machine took. */
  cpuMs: number;
  megabytes: number;
  times: number[];
  bytes: number;
}

function figuresOf({ ms, cpuMs, megabytes, times, bytes }: Measured, size: Size): Figure[] {
  const { cases } = sizes[size];
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return [
    bar(
      size,
      atLeast(`${cases.toLocaleString('en')} cases filled in`, Math.round((cases / ms) * 1000), 20_000, 'cases/s'),
    ),
    told('the same by the time of the processor alone', `${Math.round((cases / cpuMs) * 1000)} cases/s`),
    told('queries, p50', `${at(0.5).toFixed(1)} ms`),
    bar(size, atMost('queries, p99', at(0.99), 30, 'ms')),
    bar(size, atMost('on disk', bytes / 1e6, 1_200, 'MB')),
    bar(size, atMost('memory of the process', megabytes, 300, 'MB')),
    exactly('queries', queries.length, 30),
  ];
}

/** What depends on the machine is only told in short, where a test asks for it. */
function bar(size: Size, figure: Figure): Figure {
  return size === 'full' ? figure : told(figure.label, figure.value);
}

async function fill(
  index: SearchIndex,
  size: Size,
  say: (line: string) => void,
): Promise<Omit<Measured, 'times' | 'bytes'>> {
  const filled = { ms: 0, cpuMs: 0, megabytes: 0 };
  let count = 0;
  for (const cases of makeCases(sizes[size].cases, inBatch)) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    await index.put(cases);
    filled.ms += performance.now() - begun;
    const { user, system } = process.cpuUsage(cpu);
    filled.cpuMs += (user + system) / 1000;
    filled.megabytes = Math.max(filled.megabytes, process.memoryUsage().rss / 1e6);
    count += cases.length;
    if (count % 250_000 === 0) say(`${count} cases`);
  }
  return filled;
}

interface Asked {
  text: string;
  ms: number[];
  total: string;
}

/** Each query once before it is measured: what is asked often is in memory. */
async function ask(index: SearchIndex, texts: readonly string[], rounds: number): Promise<Asked[]> {
  const asked: Asked[] = texts.map((text) => ({ text, ms: [], total: '' }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const each of asked) {
      const begun = performance.now();
      const parsed = parseQuery(each.text);
      if ('error' in parsed) throw new Error(`no query: ${each.text}`);
      const { total, isMore } = await index.find({ query: parsed.query, now: benchNow, limit: 11 });
      each.total = `${total}${isMore === true ? ' and more' : ''}`;
      if (round > 0) each.ms.push(performance.now() - begun);
    }
  }
  return asked;
}

function rowOf({ text, ms, total }: Asked): string[] {
  return [text === '' ? '(all)' : text, `${Math.max(...ms).toFixed(1)} ms`, total];
}
