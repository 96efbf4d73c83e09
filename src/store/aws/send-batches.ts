import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { TemporaryFailure } from '#core/errors.ts';
import { tryAgain } from './try-again.ts';

export interface Entry {
  id: string;
  value: string;
}

/** SQS takes 10 entries at a time, and 256 KiB together where it has not been raised. */
const limits = { entries: 10, bytes: 256 * 1_024 };

/**
 * Gives the values to `send` in batches, and those again that failed by no fault of theirs. Returns the refusals of the
 * rest. Throws TemporaryFailure when some stay undone; others may have been done by then.
 */
export async function sendBatches(
  values: string[],
  send: (batch: Entry[]) => Promise<BatchResultErrorEntry[]>,
): Promise<BatchResultErrorEntry[]> {
  const refused: BatchResultErrorEntry[] = [];
  for (const batch of batchesOf(values)) {
    let left = batch;
    const isDone = await tryAgain(async () => {
      const failed = await send(left);
      refused.push(...failed.filter((failure) => failure.SenderFault === true));
      const again = new Set(failed.filter((failure) => failure.SenderFault !== true).map((failure) => failure.Id));
      left = left.filter((entry) => again.has(entry.id));
      return left.length === 0 ? true : undefined;
    });
    if (isDone === undefined)
      throw new TemporaryFailure(`SQS leaves ${left.length} of ${batch.length} messages undone`);
  }
  return refused;
}

function batchesOf(values: string[]): Entry[][] {
  const batches: Entry[][] = [];
  let [batch, bytes]: [Entry[], number] = [[], 0];
  for (const [n, value] of values.entries()) {
    const size = Buffer.byteLength(value);
    if (batch.length === limits.entries || (batch.length > 0 && bytes + size > limits.bytes)) {
      batches.push(batch);
      [batch, bytes] = [[], 0];
    }
    batch.push({ id: String(n), value });
    bytes += size;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
