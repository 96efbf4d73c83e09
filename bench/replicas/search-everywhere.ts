import { setTimeout as wait } from 'node:timers/promises';
import type { Town } from '#sandbox/start-town.ts';

const answerWithinMs = 15_000;

/**
 * How many of `times` searches for a resource find its case. Slack gives them to one connection after the other, so each
 * replica is asked once, whoever has made the case.
 */
export async function searchEverywhere(town: Town, resource: string, times: number): Promise<number> {
  let found = 0;
  for (let time = 0; time < times; time += 1) if (await isFound(town, resource)) found += 1;
  return found;
}

/** The answer is seen by the person alone, and comes after the command was acknowledged. */
async function isFound({ slack }: Town, resource: string): Promise<boolean> {
  const { ephemerals } = slack.workspace;
  const before = ephemerals.length;
  const answer = await slack.person('UCHI').command('C0WEB', `/irene search ${resource}`);
  const end = performance.now() + answerWithinMs;
  while (answer.ok && ephemerals.length === before && performance.now() < end) await wait(20);
  return /irn-[a-z2-7]{12}/.test(JSON.stringify(ephemerals.slice(before)));
}
