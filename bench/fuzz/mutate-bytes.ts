import type { Dice } from '../dice.ts';

const patches: readonly (readonly number[])[] = [
  [0x00],
  [0xef, 0xbb, 0xbf],
  [0xff],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0x80],
  [0x22],
  [0x5c],
  [0x7b],
  [0x7d],
  [0x5b],
  [0x5d],
  [0x2c],
  [0x0d],
];

/** One to eight wounds: flipped bits, holes, strange bytes (no line end: it would make lines of its own), a cut end. */
export function mutateBytes(bytes: Buffer, dice: Dice): Buffer {
  let wounded: Buffer = Buffer.from(bytes);
  for (let left = 1 + dice.below(8); left > 0 && wounded.length > 0; left -= 1)
    wounded = wound(wounded, dice.below(wounded.length), dice);
  return wounded;
}

function wound(bytes: Buffer, at: number, dice: Dice): Buffer {
  switch (dice.below(6)) {
    case 0:
      return bytes.subarray(0, dice.oneIn(3) ? at : bytes.length);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + dice.below(60))]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(dice.pick(patches)), bytes.subarray(at)]);
    case 3: {
      const from = dice.below(bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + 40), bytes.subarray(at)]);
    }
    default:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
      return bytes;
  }
}
