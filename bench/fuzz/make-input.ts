import { gzipSync } from 'node:zlib';
import type { Json } from '#core/json.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson, writeJson } from './mutate-json.ts';
import type { Sample } from './read-samples.ts';
import { createDice, type Dice } from '../dice.ts';

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
  const dice = createDice(seed * 1_000_003 + index);
  const sample = dice.pick(samples);
  const source = dice.oneIn(3) ? 'auto' : sample.source;
  const { text, isLines } = makeText(samples, sample, dice);
  const given = dice.oneIn(2) ? mutateBytes(text, dice) : text;
  if (!dice.oneIn(5)) return { bytes: given, text: given, isLines, source };
  const gzipped = gzipSync(given, { level: 1 });
  return dice.oneIn(2)
    ? { bytes: gzipped, text: given, isLines, source }
    : { bytes: mutateBytes(gzipped, dice), text: undefined, isLines, source };
}

function makeText(samples: readonly Sample[], sample: Sample, dice: Dice): { text: Buffer; isLines: boolean } {
  if (dice.oneIn(20_000)) return { text: Buffer.from(`{"x":"${'y'.repeat(hugeText)}"}`), isLines: false };
  const values = someOf(sample.values, dice).map((value) => (dice.oneIn(4) ? value : mutateJson(value, dice)));
  if (dice.oneIn(6)) values.splice(dice.below(values.length + 1), 0, ...strangers(samples, dice));
  const form = dice.below(values.length > 1 ? 6 : 4);
  if (form < 2) return { text: Buffer.from(writeJson(values[0] ?? null, dice, form * 2)), isLines: false };
  if (form === 2) return { text: Buffer.from(writeJson(values, dice)), isLines: false };
  const lines = values.map((value) => writeJson(value, dice));
  return { text: Buffer.from(lines.join(dice.pick(['\n', '\r\n', '\n\n', '\n \n']))), isLines: true };
}

function someOf(values: Json[], dice: Dice): Json[] {
  const count = 1 + dice.below(6);
  return Array.from({ length: count }, () => dice.pick(values));
}

/** Lines of another product, and such as are of none. */
function strangers(samples: readonly Sample[], dice: Dice): Json[] {
  const other = dice.pick(dice.pick(samples).values);
  return [other, dice.pick<Json>([null, 7, 'a line of text', [], {}, { hello: 'world' }])];
}
