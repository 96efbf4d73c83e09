import { setTimeout as wait } from 'node:timers/promises';

const attempts = 6;
const firstWaitMs = 25;

/**
 * Runs `attempt` until it gives something else than undefined, at most 6 times within about 2 s; the waits double and
 * are drawn at random, so that writers who were in each other's way part. Undefined when none did.
 */
export async function tryAgain<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let n = 0; n < attempts; n++) {
    if (n > 0) await wait(Math.random() * firstWaitMs * 2 ** n);
    const answer = await attempt();
    if (answer !== undefined) return answer;
  }
  return undefined;
}
