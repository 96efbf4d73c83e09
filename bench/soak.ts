import { setTimeout as wait } from 'node:timers/promises';
import { startTown, type Town } from '#sandbox/start-town.ts';
import { exactly, type Figure, type Outcome, type Proof, type Size, told } from './proof.ts';
import { applyLoad, type Load } from './soak/apply-load.ts';
import { floorsOf, medianOf, slopeOf, type Point } from './soak/trend.ts';
import { watchProcess, type Sample } from './soak/watch-process.ts';

const sampleMs = 1_000;
/** Each stretch counts with its least memory: that right after its garbage was collected. */
const stretchMinutes = 0.25;
const quietWithinMs = 120_000;
const collectGarbage = new URL('soak/collect-garbage.ts', import.meta.url).href;

/** MiB a minute. Two minutes are too short to tell a small growth from what the engine and the caches still learn. */
const growthLimit: Record<Size, number> = { full: 1, short: 4 };
const mebibyte = 1024 * 1024;
const handlesLimit = 3;

/** `minutes` of load instead of those of the size. */
export function soakFor(minutes: Partial<Record<Size, number>>): Proof {
  const lengths: Record<Size, number> = { full: 30, short: 2, ...minutes };
  return {
    name: 'soak',
    about: 'under steady load memory stays flat and no handle leaks',
    run: (size, say) => run(size, lengths[size], say),
  };
}

export const soak = soakFor({});

async function run(size: Size, minutes: number, say: (line: string) => void): Promise<Outcome> {
  const town = await startTown({ settings: { NODE_OPTIONS: `--import=${collectGarbage}` } });
  try {
    const watch = await watchProcess(town.irene.process.pid ?? 0, sampleMs);
    const telling = setInterval(() => say(progress(watch.samples.at(-1))), 60_000);
    const load = await applyLoad(town, AbortSignal.timeout(minutes * 60_000)).finally(() => clearInterval(telling));
    watch.stop();
    await quiet(town, load);
    return outcomeOf(size, watch.samples, town, load);
  } finally {
    await town.close();
  }
}

function progress(sample: Sample | undefined): string {
  if (sample === undefined) return 'nothing seen';
  return `minute ${sample.minute.toFixed(1)}: ${sample.rssMib.toFixed(1)} MiB, ${sample.handles} handles`;
}

const filesRead = ({ irene }: Town): number => irene.log.filter((line) => line.msg === 'file read').length;

/** Every file is read and every case is carded, or it takes too long: the figures tell. */
async function quiet(town: Town, load: Load): Promise<void> {
  const end = performance.now() + quietWithinMs;
  const isDone = (): boolean => filesRead(town) >= load.files && town.cards('C0WEB').length >= load.cases.size;
  while (!isDone() && performance.now() < end) await wait(100);
}

function outcomeOf(size: Size, samples: Sample[], town: Town, load: Load): Outcome {
  const last = samples.at(-1)?.minute ?? 0;
  const warm = samples.filter(({ minute }) => minute >= last / 2);
  const rss: Point[] = warm.map(({ minute, rssMib }) => ({ minute, value: rssMib }));
  const heap = liveHeap(town);
  return {
    figures: [
      told('ran', `${last.toFixed(1)} min, ${load.files} files, ${load.alerts} alerts of ${load.cases.size} cases`),
      told('people', `${load.clicks} clicks, ${load.searches} searches, ${load.late} not acknowledged in 3 s`),
      exactly('files not read', Math.max(0, load.files - filesRead(town)), 0),
      exactly('cases without their card', load.cases.size - town.cards('C0WEB').length, 0),
      exactly('files refused', load.refusals.length, 0),
      growth(size, 'live heap', heap.slice(Math.floor(heap.length / 2))),
      ...residentGrowth(size, rss),
      told('memory in the second half', rangeOf(rss)),
      handleGrowth(warm),
    ],
    table: [['minute', 'RSS MiB', 'handles'], ...tableOf(samples)],
  };
}

/** What is left of the main thread's heap after each collection. */
function liveHeap({ irene }: Town): Point[] {
  const looks = irene.log.filter((line) => line.msg === 'live heap');
  const startMs = Number(looks[0]?.['time'] ?? 0);
  return looks.map((look) => ({
    minute: (Number(look['time']) - startMs) / 60_000,
    value: Number(look['bytes']) / mebibyte,
  }));
}

/** Two minutes are too short to judge by: the engine still compiles and finds its size. */
function residentGrowth(size: Size, rss: Point[]): Figure[] {
  const floors = floorsOf(rss, stretchMinutes);
  if (size === 'full') return [growth(size, 'resident memory', floors)];
  return [told('growth of resident memory in the second half', `${slopeOf(floors).toFixed(2)} MiB/min`)];
}

function growth(size: Size, of: string, points: Point[]): Figure {
  const slope = slopeOf(points);
  const limit = growthLimit[size];
  const label = `growth of ${of} in the second half`;
  return { label, value: `${slope.toFixed(2)} MiB/min`, wanted: `< ${limit} MiB/min`, holds: slope < limit };
}

function rangeOf(rss: Point[]): string {
  const values = rss.map(({ value }) => value);
  return `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)} MiB`;
}

/** The last quarter against the third: connections come and go, their usual number stays. */
function handleGrowth(warm: Sample[]): Figure {
  const middle = Math.floor(warm.length / 2);
  const usual = (some: Sample[]): number => medianOf(some.map(({ handles }) => handles));
  const [before, after] = [usual(warm.slice(0, middle)), usual(warm.slice(middle))];
  return {
    label: 'open handles, third and last quarter',
    value: `${before} → ${after}`,
    wanted: `at most ${handlesLimit} more`,
    holds: after - before <= handlesLimit,
  };
}

/** Some thirty rows over the whole time. */
function tableOf(samples: Sample[]): string[][] {
  const step = Math.max(1, Math.ceil(samples.length / 30));
  return samples
    .filter((_, at) => at % step === 0)
    .map(({ minute, rssMib, handles }) => [minute.toFixed(1), rssMib.toFixed(1), String(handles)]);
}
