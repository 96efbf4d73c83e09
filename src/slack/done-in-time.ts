import { setTimeout as wait } from 'node:timers/promises';

// Slack waits 3 s for the acknowledgement, then it shows the person a warning.
const patienceMs = 2_000;

/**
 * The answer of `work`, or `late` when it takes longer than Slack waits. What Irene acknowledges before she has kept it
 * is lost when she dies then, and nobody would know: so she acknowledges after it, if she can.
 */
export async function doneInTime<T>(work: Promise<T>): Promise<T | 'late'> {
  const over = new AbortController();
  try {
    return await Promise.race([work, wait(patienceMs, 'late' as const, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}
