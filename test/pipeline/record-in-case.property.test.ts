import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeReasons, type Alert } from '#core/alert.ts';
import { everyItem, type Item } from '#core/table.ts';
import { handleAlert, handleAlerts } from '#pipeline/handle-alert.ts';
import { laneOf, lanesPk } from '#pipeline/pending-effects.ts';
import type { Destination } from '#core/mirror.ts';
import { anAlert } from '#test/builders.ts';
import { aWorld, createNotebook, type World } from './world.ts';

const start = Date.parse('2026-03-01T00:00:00.000Z');

/** Alerts of three cases, some of them the same arrival again. */
const alerts = fc.array(
  fc
    .record({
      thing: fc.integer({ min: 0, max: 2 }),
      minute: fc.integer({ min: 0, max: 6 }),
      nativeSeverity: fc.constantFrom('1', '5', '8'),
      ended: fc.option(fc.constantFrom(...closeReasons), { nil: undefined, freq: 4 }),
    })
    .map(({ thing, minute, nativeSeverity, ended }): Alert => {
      const given = { id: `f-${thing}`, type: `t-${thing}`, nativeSeverity };
      const at = new Date(start + minute * 60_000).toISOString();
      return anAlert({ ...given, at, ...(ended === undefined ? {} : { ended }) });
    }),
  { minLength: 1, maxLength: 40 },
);

/** All that is kept of the cases, and which of them each lane looks at because of a change. */
async function keptBy({ context: { table }, cases }: World) {
  const all = await cases();
  const items = await Promise.all(all.map(({ id }) => Array.fromAsync(everyItem(table, { pk: `case#${id}` }))));
  const lanes = await Array.fromAsync(everyItem(table, { pk: lanesPk }), (item) => item.body as unknown as Destination);
  const waiting = await Promise.all(
    lanes.map((lane) => Array.fromAsync(everyItem(table, { pk: laneOf(lane), index: 'due' }), ({ pk, sk }) => pk + sk)),
  );
  return {
    cases: all.toSorted((a, b) => a.id.localeCompare(b.id)),
    parts: items
      .flat()
      .filter(isPart)
      .map(withoutPlace)
      .toSorted((a, b) => a.key.localeCompare(b.key)),
    news: waiting
      .flat()
      .filter((key) => key.includes('look#'))
      .toSorted(),
  };
}

const isPart = ({ sk }: Item): boolean => sk.startsWith('occ#') || sk.startsWith('tl#');
const withoutPlace = ({ pk, sk, body }: Item): { key: string; body: unknown } => ({ key: `${pk} ${sk}`, body });

test('alerts that are recorded together leave what they leave one after the other', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(alerts, fc.integer({ min: 1, max: 40 }), async (all, size) => {
      const [single, together] = [await aWorld([createNotebook('slack')]), await aWorld([createNotebook('slack')])];
      const counts = { recorded: 0, known: 0 };
      for (const alert of all) {
        if ('known' in (await handleAlert(single.context, alert))) counts.known += 1;
        else counts.recorded += 1;
      }
      const sum = { recorded: 0, known: 0 };
      for (let from = 0; from < all.length; from += size) {
        const { recorded, known } = await handleAlerts(
          together.context,
          all.slice(from, from + size).map((alert) => ({ alert })),
        );
        sum.recorded += recorded;
        sum.known += known;
      }
      expect(sum).toEqual(counts);
      expect(await keptBy(together)).toEqual(await keptBy(single));
    }),
    { numRuns: 25 },
  );
});

test('many alerts of one case at once are all recorded, also beside another process that writes the case', async () => {
  const world = await aWorld([createNotebook('slack')]);
  const all = Array.from({ length: 120 }, (_, n) => ({
    alert: anAlert({ at: new Date(start + n * 1000).toISOString() }),
  }));
  const [first, second] = await Promise.all([
    handleAlerts(world.context, all.slice(0, 80)),
    // Another handle of the same table: it takes no turns with the first.
    handleAlerts({ ...world.context, table: { ...world.context.table } }, all.slice(40)),
  ]);
  expect(first.recorded + second.recorded).toBe(120);
  expect(first.known + second.known).toBe(40);
  expect(await world.cases()).toMatchObject([{ count: 120 }]);
});
