import { openSearchIndex } from '#store/open-search-index.ts';
import { makeCases } from './make-cases.ts';

/** What filling an index took; the making of the cases is not in the times, but in the memory. */
export interface Filled {
  ms: number;
  /** Without what other programs of the machine took. */
  cpuMs: number;
  megabytes: number;
}

/** As the index is filled from the feed of changes (src/pipeline/follow-changes.ts). */
const inBatch = 1_000;

// A process of its own: `node fill-index.ts FILE COUNT`. Prints `Filled` as JSON.
const [file = '', count = '0'] = process.argv.slice(2);
const index = openSearchIndex(file);
const filled = { ms: 0, cpuMs: 0 };
for (const cases of makeCases(Number(count), inBatch)) await timed(() => index.put(cases));
await timed(() => index.setPosition('all'));
index.close();
process.stdout.write(JSON.stringify({ ...filled, megabytes: process.resourceUsage().maxRSS / 1e3 } satisfies Filled));

async function timed(work: () => Promise<void>): Promise<void> {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  filled.ms += performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  filled.cpuMs += (user + system) / 1000;
}
