import { setTimeout as wait } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import { statusOf } from './github-failure.ts';

/*
 * Both by a clock that nobody can set. The plugins that are made for this, for retries and for throttling, go by the
 * machine's: when that is set back by an hour, a request waits for an hour.
 */

/** GitHub asks for a second between writes, and for more where people are notified. */
const writeGapMs = 1_000;
const notifyingGapMs = 3_000;
const secondTryAfterMs = 1_000;

/** Keeps the distances between the writes of this client. */
export function spaceWrites(octokit: Octokit): void {
  let nextAt = 0;
  octokit.hook.before('request', async ({ method, url }) => {
    if (method === 'GET' || method === 'HEAD') return;
    const now = performance.now();
    const at = Math.max(now, nextAt);
    nextAt = at + (/\/(issues|comments)$/.test(url) ? notifyingGapMs : writeGapMs);
    if (at > now) await wait(at - now);
  });
}

/** Tries once more what GitHub or the way to it failed at (5xx, no answer), unless the request says `retries: 0`. */
export function tryTwice(octokit: Octokit): void {
  octokit.hook.wrap('request', async (request, options) => {
    try {
      return await request(options);
    } catch (error) {
      if ((statusOf(error) ?? 0) < 500 || options.request?.['retries'] === 0) throw error;
      await wait(secondTryAfterMs);
      return request(options);
    }
  });
}
