import type { Context } from './context.ts';
import { enterOnce } from './ledger.ts';
import type { DeadLetter } from './list-dead.ts';

/**
 * Removes dead messages for ever, as a person has decided. The files stay in the store, and the ledger says who
 * discarded them and why, so that nobody misses them. Returns how many messages were removed.
 */
export async function discardDead(
  { queue, table, now }: Pick<Context, 'queue' | 'table' | 'now'>,
  letters: DeadLetter[],
  decision: { by: string; why: string },
): Promise<number> {
  // The entry first: without it and without the message the file would look lost, and be queued again.
  for (const { file, failure } of letters) {
    if (file === undefined) continue;
    await enterOnce(table, {
      key: file.key,
      source: file.source,
      state: 'discarded',
      receivedAt: file.receivedAt,
      finishedAt: now().toISOString(),
      records: 0,
      alerts: 0,
      recorded: 0,
      known: 0,
      rejected: 0,
      reasons: failure === undefined ? [] : [failure.reason],
      discarded: decision,
    });
  }
  return queue.discard(letters.map(({ id }) => id));
}
