import type { Item, Key, Write } from '#core/table.ts';
import type { Repeats } from '#rules/counting/repeat-positions.ts';
import type { RepeatQuestion } from '#rules/rate.ts';
import { bodyOf, toBody } from './case-items.ts';
import { shortHash } from './short-hash.ts';

// Where it lies how often alerts of one key have come, for severity rules with `repeat:`. Rule and window are in the
// name: a rule that looks back otherwise begins anew.

const marginSeconds = 3_600;

export function repeatKey({ rule, withinMs, key }: RepeatQuestion): Key {
  return { pk: `rep#${shortHash(`${withinMs} ${rule}`)}#${shortHash(JSON.stringify(key))}`, sk: 'rep' };
}

export function repeatsOf(item: Item | undefined): Repeats | undefined {
  return item === undefined ? undefined : bodyOf<Repeats>(item);
}

/** What is kept, unless somebody else changed it. It vanishes by the clock: old files are counted too. */
export function repeatWrite(
  { withinMs }: RepeatQuestion,
  at: Key,
  state: Repeats,
  { from, now }: { from: Item | undefined; now: Date },
): Write {
  const expires = Math.ceil((now.getTime() + 2 * withinMs) / 1000) + marginSeconds;
  const item: Item = { ...at, v: (from?.v ?? 0) + 1, body: toBody(state), expires };
  return { put: item, when: from === undefined ? 'absent' : { v: from.v } };
}
