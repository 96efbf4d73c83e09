import { Worker } from 'node:worker_threads';
import type { Share, Told } from './worker.ts';

/** An input that had not ended after this long has hung, on however slow a machine. */
const hungAfterMs = 20_000;

/**
 * Tries the inputs of `share` in a thread of its own and gives each report to `take`. A thread that hangs is ended, its
 * input is given to `hung`, and the next thread goes on behind it.
 */
export async function tryInputs(
  share: Share,
  take: (told: Told) => void,
  hung: (index: number) => void,
): Promise<void> {
  for (let from = share.from; from < share.to; ) {
    const stuckAt = await tryUntilStuck({ ...share, from }, take);
    if (stuckAt === undefined) return;
    hung(stuckAt);
    from = stuckAt + 1;
  }
}

/** Resolves with the input that hung, or undefined at the end. */
async function tryUntilStuck(share: Share, take: (told: Told) => void): Promise<number | undefined> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: share });
  let at = share.from;
  let heardAt = performance.now();
  worker.on('message', (told: Told) => {
    heardAt = performance.now();
    if ('begun' in told) at = told.begun;
    else take(told);
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  worker.once('error', reject);
  worker.once('exit', () => resolve(undefined));
  const watch = setInterval(() => {
    if (performance.now() - heardAt < hungAfterMs) return;
    resolve(at);
    void worker.terminate();
  }, 1000);
  return promise.finally(() => clearInterval(watch));
}
