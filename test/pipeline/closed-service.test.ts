import { expect, test } from 'vitest';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aWorld, createNotebook } from './world.ts';

/** What the cases are after each of two lanes met `failure` with `count` cases. */
async function twoLanesThatMeet(failure: Error, count: number) {
  const mirror = createNotebook('slack', (route) => route.channels);
  const { context, cases } = await aWorld([mirror], { insteadOf: () => ({ mirror: 'slack', to: 'C0ELSE' }) });
  for (let at = 0; at < count; at += 1) await handleAlert(context, anAlert({ type: `t${at}`, nativeSeverity: '8' }));
  const stopping = new AbortController();
  for (let left = 2 * count; left > 0; left -= 1) mirror.faults.push({ when: 'before', error: failure });
  const work = ['C0WEB', 'C0SECURITY'].map((to) => workLane(context, { mirror, to, signal: stopping.signal }));
  await until('every attempt', () => mirror.faults.length === 0);
  const isTold = async () => (await cases()).some((c) => c.type === 'mirror-failing');
  await until('the ops case', isTold);
  stopping.abort();
  await Promise.all(work);
  return cases();
}

test('a service that takes no call any more is one cause for all its places, and no place of it stands in', async () => {
  const found = await twoLanesThatMeet(new DestinationGone('token_revoked', { isEverywhere: true }), 1);
  expect(found.filter((c) => c.type === 'mirror-failing').map((c) => c.resource.id)).toEqual(['slack']);
  expect(found.flatMap((c) => c.shownIn).map(({ to }) => to)).not.toContain('C0ELSE');
});

test('a service that is down is one cause for all its places', async () => {
  const found = await twoLanesThatMeet(new TemporaryFailure('cannot be reached'), 3);
  expect(found.filter((c) => c.type === 'mirror-failing').map((c) => c.resource.id)).toEqual(['slack']);
});
