import { expect, test } from 'vitest';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { aWorld, createNotebook } from './world.ts';

const { signal } = new AbortController();

test('shows what an Irene of before has left there, whose effects lay with the lane, fails and all', async () => {
  const mirror = createNotebook('slack');
  const { context, clock } = await aWorld([mirror]);
  const handled = await handleAlert(context, anAlert({ nativeSeverity: '8' }));
  const caseId = 'recorded' in handled ? handled.recorded.id : '';
  const { table } = context;
  const lane = 'lane#slack#main';
  const [waiting] = (await table.query({ pk: lane, index: 'due', limit: 1 })).items;
  if (waiting === undefined) throw new Error('nothing waits');
  await table.write([
    { remove: { pk: waiting.pk, sk: waiting.sk }, when: 'any' },
    { put: { ...waiting, pk: lane, sk: caseId }, when: 'absent' },
  ]);
  mirror.faults.push({ when: 'before', error: new Error('a bug') });
  await workLane(context, { mirror, to: 'main', signal });
  clock.now = new Date(clock.now.getTime() + 120_000);
  await workLane(context, { mirror, to: 'main', signal });
  expect([...mirror.pages.values()]).toMatchObject([{ made: 1, notes: [1] }]);
  expect((await table.query({ pk: lane, index: 'due', limit: 1 })).items).toEqual([]);
});
