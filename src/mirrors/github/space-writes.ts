import { setTimeout as wait } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';

/** GitHub asks for a second between writes, and for more where people are notified. */
const writeGapMs = 1_000;
const notifyingGapMs = 3_000;

/**
 * Keeps the distances between the writes of this client. By a clock that nobody can set: the plugin that is made for
 * this goes by the machine's, and waits for an hour when that is set back by one.
 */
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
