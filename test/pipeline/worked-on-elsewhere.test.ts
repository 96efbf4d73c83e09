import { expect, test } from 'vitest';
import { handleAlert } from '#pipeline/handle-alert.ts';
import { mirrorKey, toBody } from '#pipeline/case-items.ts';
import { workLane } from '#pipeline/work-lane.ts';
import type { Log } from '#core/log.ts';
import { anAlert } from '#test/builders.ts';
import { silentLog } from '#test/silent-log.ts';
import { aWorld, createNotebook } from './world.ts';

test('another replica at the same case is no bug: nobody is told, and the case is shown once', async () => {
  const told: string[] = [];
  const log: Log = { ...silentLog(), info: (_facts, msg) => told.push(msg), error: (_facts, msg) => told.push(msg) };
  const notebook = createNotebook('slack');
  const { context, clock, cases } = await aWorld([notebook], { log });
  const [c] = await (async () => {
    await handleAlert(context, anAlert({ nativeSeverity: '8' }));
    return cases();
  })();
  const caseId = c?.id ?? '';
  let isFirst = true;
  const mirror: typeof notebook = {
    ...notebook,
    async reflect(...given) {
      const ref = await notebook.reflect(...given);
      if (!isFirst) return ref;
      isFirst = false;
      // While this one waited for its answer its lease was lost, and another one has noted its own attempt.
      const destination = { mirror: 'slack', to: 'main' };
      const body = toBody({ destination, attemptSince: clock.now.toISOString() });
      await context.table.write([{ put: { ...mirrorKey(caseId, destination), v: 7, body }, when: 'any' }]);
      return ref;
    },
  };
  await workLane(context, { mirror, to: 'main', signal: new AbortController().signal });
  expect(told).toContain('lane is worked on elsewhere');
  expect(told).not.toContain('mirror failed with a bug');
  expect([...notebook.pages.values()]).toMatchObject([{ made: 1 }]);
  expect(await cases()).toHaveLength(1);
});
