import { TemporaryFailure } from '#core/errors.ts';
import type { Table, Write } from '#core/table.ts';
import type { CountedRule } from '#rules/counting/plan.ts';
import { inTurn } from './in-turn.ts';

/** A batch has at most 100 writes. */
export const mostWindowsAtOnce = 100;
const mostBytesAtOnce = 2_000_000;
const tries = 50;

/** Repeats `attempt`, which reads the windows of the rule anew each time, until nobody changed them in between. */
export async function untilWritten<T>(
  table: Table,
  rule: CountedRule,
  attempt: () => Promise<T | undefined>,
): Promise<T> {
  return inTurn(table, `win#${rule.id}`, async () => {
    for (let tried = 0; tried < tries; tried += 1) {
      const answer = await attempt();
      if (answer !== undefined) return answer;
    }
    throw new TemporaryFailure(`the windows of ${rule.id} kept changing`);
  });
}

/** One batch after the other, none of them too big for one request. What is written is so also when a later one is not. */
export async function writeWindows(table: Table, writes: { write: Write; size: number }[]): Promise<boolean> {
  let batch: Write[] = [];
  let bytes = 0;
  const batches = [batch];
  for (const { write, size } of writes) {
    if (batch.length > 0 && bytes + size > mostBytesAtOnce) {
      batches.push((batch = []));
      bytes = 0;
    }
    batch.push(write);
    bytes += size;
  }
  for (const one of batches) {
    if (one.length > 0 && (await table.write(one)).conflicts.length > 0) return false;
  }
  return true;
}
