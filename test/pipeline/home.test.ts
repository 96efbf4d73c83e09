import { expect, it } from 'vitest';
import { createDesk } from '#pipeline/create-desk.ts';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { raiseTrouble } from '#pipeline/standing-troubles.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { anAlert } from '#test/builders.ts';
import { aWorld, createNotebook } from './world.ts';

const signal = new AbortController().signal;

it('lists what waits in the channels of a person with links, and troubles only to who is in the ops channel', async () => {
  const slack = createNotebook('slack', (route) => route.channels);
  const world = await aWorld([slack]);
  const desk = createDesk(world.context);
  await handleAlert(world.context, anAlert({ nativeSeverity: '8' }));
  await workLane(world.context, { mirror: slack, to: 'C0WEB', signal });
  await raiseTrouble(world.context, { kind: 'dead-letter', about: 'bug', title: 'Dead', facts: [] });
  const aki = await desk.home({ personId: 'slack:UAKI', channels: new Set(['C0WEB']) });
  expect(aki).toMatchObject({ mine: [], waiting: [{ url: expect.stringContaining('irn-') }], waitingInAll: 1 });
  expect(aki.waiting[0]?.case.upcoming).toHaveLength(1);
  expect(aki.troubles).toBeUndefined();
  const ops = await desk.home({ personId: 'slack:UBEN', channels: new Set(['C0OPS']) });
  expect(ops.troubles).toMatchObject([{ kind: 'dead-letter', about: 'bug' }]);
});
