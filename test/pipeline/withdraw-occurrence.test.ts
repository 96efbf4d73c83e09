import { expect, test } from 'vitest';
import { handleAlerts } from '#pipeline/handle-alert.ts';
import { withdrawFinding } from '#pipeline/withdraw-occurrence.ts';
import { aFinding, anAlert } from '#test/builders.ts';
import { aWorld, createNotebook } from './world.ts';

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

test('a withdrawn alert is not counted any more, however often it is withdrawn or recorded again', async () => {
  const { context, cases } = await aWorld([createNotebook('slack')]);
  const alerts = [9, 10, 11].map((hour) => ({ alert: anAlert({ at: at(hour) }) }));
  await handleAlerts(context, alerts);
  const gone = aFinding({ alert: { at: at(11) } });
  expect(await withdrawFinding(context, gone)).toBe(true);
  expect(await withdrawFinding(context, gone)).toBe(false);
  await handleAlerts(context, alerts);
  expect(await cases()).toMatchObject([{ count: 2, firstSeenAt: at(9), lastSeenAt: at(10), status: 'open' }]);
});

test('a withdrawal that overtakes its alert keeps it from being recorded', async () => {
  const { context, cases } = await aWorld([]);
  expect(await withdrawFinding(context, aFinding({ alert: { at: at(9) } }))).toBe(false);
  expect(await handleAlerts(context, [{ alert: anAlert({ at: at(9) }) }])).toMatchObject({ recorded: 0, known: 1 });
  expect(await cases()).toEqual([]);
});

test('many are withdrawn at once, beside alerts that are recorded', async () => {
  const { context, cases } = await aWorld([]);
  const hours = Array.from({ length: 10 }, (_, n) => n);
  await handleAlerts(
    context,
    hours.map((hour) => ({ alert: anAlert({ at: at(hour) }) })),
  );
  const other = { ...context, table: { ...context.table } };
  await Promise.all([
    ...hours.slice(0, 5).map((hour) => withdrawFinding(context, aFinding({ alert: { at: at(hour) } }))),
    handleAlerts(other, [{ alert: anAlert({ at: at(11) }) }]),
  ]);
  expect(await cases()).toMatchObject([{ count: 6, firstSeenAt: at(5), lastSeenAt: at(11) }]);
});
