import { parseQuery } from '#core/query/parse-query.ts';
import type { SearchIndex } from '#core/search.ts';
import { openSearchIndex } from '#store/open-search-index.ts';
import { benchNow } from './make-cases.ts';
import { hardest, queries } from './queries.ts';

/** What asking an index took. */
export interface AskedIndex {
  asked: Asked[];
  hardest: Asked[];
  /** At most, of a process that does nothing else. */
  megabytes: number;
}

export interface Asked {
  text: string;
  ms: number[];
  /** Without what other programs of the machine took. */
  cpuMs: number[];
  total: string;
}

// A process of its own: `node ask-index.ts FILE ROUNDS`. Prints `AskedIndex` as JSON.
const [file = '', rounds = '1'] = process.argv.slice(2);
const index = openSearchIndex(file);
const asked = await ask(index, queries, Number(rounds));
const { maxRSS } = process.resourceUsage();
const answer: AskedIndex = { asked, hardest: await ask(index, hardest, 1), megabytes: maxRSS / 1e3 };
index.close();
process.stdout.write(JSON.stringify(answer));

/** Each query once before it is measured: what is asked often is in memory. */
async function ask(index: SearchIndex, texts: readonly string[], rounds: number): Promise<Asked[]> {
  const asked: Asked[] = texts.map((text) => ({ text, ms: [], cpuMs: [], total: '' }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const each of asked) {
      const [begun, cpu] = [performance.now(), process.cpuUsage()];
      const parsed = parseQuery(each.text);
      if ('error' in parsed) throw new Error(`no query: ${each.text}`);
      const { total, isMore } = await index.find({ query: parsed.query, now: benchNow, limit: 11 });
      each.total = `${total}${isMore === true ? ' and more' : ''}`;
      if (round === 0) continue;
      each.ms.push(performance.now() - begun);
      const { user, system } = process.cpuUsage(cpu);
      each.cpuMs.push((user + system) / 1000);
    }
  }
  return asked;
}
