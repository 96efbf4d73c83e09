import { resolve } from 'node:path';
import { loadPolicy } from '#rules/load-policy.ts';
import type { Policy } from '#core/policy.ts';
import { sources } from '#sources/list.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { readSamples, type Sample } from './fuzz/read-samples.ts';
import { tryInputs } from './fuzz/try-inputs.ts';
import type { Tried } from './fuzz/try-input.ts';
import { atMost, exactly, told, type Outcome, type Proof } from './proof.ts';

const inputs = { short: 3_000, full: 100_000 };
const seed = 20_260_301;
const keptTroubles = 10;

interface Tally {
  ends: Record<Tried['end'], number>;
  records: number;
  rejects: number;
  missing: string[];
  crashed: string[];
  stumbled: string[];
  hung: number[];
  slowest: { index: number; cpuMs: number };
  overASecond: number;
}

/** Mutated real files of every source: whatever arrives is read, rejected or refused, and nothing else happens. */
export const fuzz: Proof = {
  name: 'fuzz',
  about: 'damaged and hostile files of every source: no crash, no hang, no record silently gone',
  async run(size, say, { samples: folder } = {}) {
    const samples = await readSamples(folder);
    const tally = emptyTally();
    const share = { samples, policy: await readPolicy(), seed, from: 0, to: inputs[size] };
    await tryInputs(
      share,
      (report) => {
        if (!('done' in report)) return;
        count(tally, report.done, report);
        if ((report.done + 1) % 10_000 === 0) say(`${report.done + 1} inputs`);
      },
      (index) => tally.hung.push(index),
    );
    return outcomeOf(tally, samples, size === 'full');
  },
};

function emptyTally(): Tally {
  return {
    ends: { read: 0, unreadable: 0, unknown: 0, crashed: 0 },
    records: 0,
    rejects: 0,
    missing: [],
    crashed: [],
    stumbled: [],
    hung: [],
    slowest: { index: 0, cpuMs: 0 },
    overASecond: 0,
  };
}

function count(tally: Tally, index: number, { cpuMs, tried }: { cpuMs: number; tried: Tried }): void {
  tally.ends[tried.end] += 1;
  tally.records += tried.records;
  tally.rejects += tried.rejects;
  if (tried.missing > 0) tally.missing.push(`input ${index}: ${tried.missing}`);
  if (tried.end === 'crashed') tally.crashed.push(`input ${index}: ${tried.trouble}`);
  else if (tried.trouble !== undefined) tally.stumbled.push(`input ${index}: ${tried.trouble}`);
  if (cpuMs > tally.slowest.cpuMs) tally.slowest = { index, cpuMs };
  if (cpuMs > 1000) tally.overASecond += 1;
}

function outcomeOf(tally: Tally, samples: Sample[], isTimed: boolean): Outcome {
  const withoutSample = sources.filter(({ name }) => !samples.some(({ source }) => source === name));
  const tried = Object.values(tally.ends).reduce((sum, each) => sum + each, 0);
  const troubles = [...tally.crashed, ...tally.stumbled, ...tally.missing.map((each) => `missing in ${each}`)];
  const slow = isTimed
    ? atMost('inputs that took over 1 s', tally.overASecond, 0)
    : told('inputs that took over 1 s', String(tally.overASecond));
  return {
    figures: [
      told('inputs', `${tried + tally.hung.length} of ${samples.length} samples, seed ${seed}`),
      told('read / refused / of no source', `${tally.ends.read} / ${tally.ends.unreadable} / ${tally.ends.unknown}`),
      told('records / rejects', `${tally.records} / ${tally.rejects}`),
      told('slowest input', `${Math.round(tally.slowest.cpuMs)} ms (input ${tally.slowest.index})`),
      exactly('sources without a sample', withoutSample.length, 0),
      exactly('crashes', tally.crashed.length, 0),
      exactly('records over which a source stumbled', tally.stumbled.length, 0),
      exactly('inputs with a record silently gone', tally.missing.length, 0),
      exactly('inputs that hung', tally.hung.length, 0),
      slow,
    ],
    ...(troubles.length === 0
      ? {}
      : { table: [['trouble'], ...troubles.slice(0, keptTroubles).map((each) => [each])] }),
  };
}

async function readPolicy(): Promise<Policy> {
  const loaded = loadPolicy(await readRuleFiles(resolve(import.meta.dirname, '..', 'rules')));
  if ('policy' in loaded) return loaded.policy;
  throw new Error('the rules of the project do not load');
}
