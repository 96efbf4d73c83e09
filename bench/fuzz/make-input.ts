import { gzipSync } from 'node:zlib';
import type { Json } from '#core/json.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson, writeJson } from './mutate-json.ts';
import type { Sample } from './read-samples.ts';
import { seededRandom, type Random } from './seeded-random.ts';

/** A file as it might arrive. */
export interface Input {
  bytes: Buffer;
  /** What is inside, as far as that is known: undefined where a gzip was damaged. */
  text: Buffer | undefined;
  /** JSON lines, however damaged; else one document. */
  isLines: boolean;
  /** As the sender names it: `auto`, or a source. */
  source: string;
}

const hugeText = 33 * 1024 * 1024;

/** The `index`th input of a run; the same for the same seed and samples. */
export function makeInput(samples: readonly Sample[], seed: number, index: number): Input {
  const random = seededRandom(seed * 1_000_003 + index);
  const sample = random.pick(samples);
  const source = random.oneIn(3) ? 'auto' : sample.source;
  const { text, isLines } = makeText(samples, sample, random);
  const given = random.oneIn(2) ? mutateBytes(text, random) : text;
  if (!random.oneIn(5)) return { bytes: given, text: given, isLines, source };
  const gzipped = gzipSync(given, { level: 1 });
  return random.oneIn(2)
    ? { bytes: gzipped, text: given, isLines, source }
    : { bytes: mutateBytes(gzipped, random), text: undefined, isLines, source };
}

function makeText(samples: readonly Sample[], sample: Sample, random: Random): { text: Buffer; isLines: boolean } {
  if (random.oneIn(20_000)) return { text: Buffer.from(`{"x":"${'y'.repeat(hugeText)}"}`), isLines: false };
  const values = someOf(sample.values, random).map((value) => (random.oneIn(4) ? value : mutateJson(value, random)));
  if (random.oneIn(6)) values.splice(random.below(values.length + 1), 0, ...strangers(samples, random));
  const form = random.below(values.length > 1 ? 6 : 4);
  if (form < 2) return { text: Buffer.from(writeJson(values[0] ?? null, random, form * 2)), isLines: false };
  if (form === 2) return { text: Buffer.from(writeJson(values, random)), isLines: false };
  const lines = values.map((value) => writeJson(value, random));
  return { text: Buffer.from(lines.join(random.pick(['\n', '\r\n', '\n\n', '\n \n']))), isLines: true };
}

function someOf(values: Json[], random: Random): Json[] {
  const count = 1 + random.below(6);
  return Array.from({ length: count }, () => random.pick(values));
}

/** Lines of another product, and such as are of none. */
function strangers(samples: readonly Sample[], random: Random): Json[] {
  const other = random.pick(random.pick(samples).values);
  return [other, random.pick<Json>([null, 7, 'a line of text', [], {}, { hello: 'world' }])];
}
