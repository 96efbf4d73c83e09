import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { countMatches } from '#pipeline/count-matches.ts';
import { evictWindows } from '#pipeline/evict-windows.ts';
import { createWindows } from '#rules/counting/create-windows.ts';
import { orderCounted } from '#rules/counting/order-counted.ts';
import { silentLog } from '#test/silent-log.ts';
import { aCorrelation, aCount, aMatch, start } from '#test/rules/counting/an-event.ts';
import { aMapTable } from './a-map-table.ts';
import { aWorld } from './world.ts';

/** Half a day after the events: the clock of `aWorld`. */
const clock = () => new Date(start + 43_200_000);
const aContext = (table = aMapTable()) => ({ table, now: clock, log: silentLog() });
const three = aCount({ by: 'ip', within: '5m', at_least: 3 });

test('S8: state survives a restart: another process counts on', async () => {
  const { context } = await aWorld([]);
  await countMatches(context, [three], [aMatch('r', 0), aMatch('r', 1)]);
  const another = { ...context, table: { ...context.table } };
  const { fired } = await countMatches(another, [three], [aMatch('r', 2)]);
  expect(fired).toMatchObject([
    { id: 'e2', eventIds: ['e0', 'e1', 'e2'], event: { id: 'e2' }, by: { ip: '198.51.100.7' } },
  ]);
});

test('a firing is owed until it is told, whichever events of its key come', async () => {
  const context = aContext();
  const all = [aMatch('r', 0), aMatch('r', 1), aMatch('r', 2)];
  await countMatches(context, [three], all);
  const again = await countMatches(context, [three], all.slice(0, 1));
  expect(again.fired).toMatchObject([{ id: 'e2' }]);
  await again.tell();
  expect((await countMatches(context, [three], [...all, aMatch('r', 3)])).fired).toEqual([]);
});

test('S8: a reload keeps the windows of rules that count as before; others begin anew', async () => {
  const context = aContext();
  const other = aCount({ by: 'ip', within: '5m', at_least: 3 }, 'other');
  const matches = (seconds: number) => [aMatch('r', seconds), aMatch('other', seconds)];
  await countMatches(context, [three, other], [...matches(0), ...matches(1)]);
  const changed = aCount({ by: 'ip', within: '5m', at_least: 3, fire: 'every' });
  const { fired } = await countMatches(context, [changed, { ...other }], matches(2));
  expect(fired.map(({ rule }) => rule)).toEqual(['other']);
});

test('one that was withdrawn while it was told makes its file come again', async () => {
  const context = aContext();
  const first = await countMatches(context, [three], [aMatch('r', 10), aMatch('r', 20), aMatch('r', 30)]);
  const second = await countMatches(context, [three], [aMatch('r', 5)]);
  expect(second).toMatchObject({ fired: [{ id: 'e20' }], withdrawn: [{ id: 'e30' }] });
  await second.tell();
  await expect(first.tell()).rejects.toThrow(TemporaryFailure);
});

test('rules that a correlation counts make no firings of their own', async () => {
  const often = aCorrelation(
    { type: 'event_count', rules: ['r'], 'group-by': 'ip', timespan: '1h', condition: { gte: 2 } },
    'often',
  );
  const { ordered } = orderCounted([often, three]);
  const context = aContext();
  const run = (from: number) => [0, 1, 2].map((n) => aMatch('r', from + n));
  expect((await countMatches(context, ordered, run(0))).fired).toEqual([]);
  expect((await countMatches(context, ordered, run(1000))).fired).toMatchObject([
    { rule: 'often', eventIds: ['e0', 'e1', 'e2', 'e1000', 'e1001', 'e1002'] },
  ]);
});

test('events of many keys are counted, and counted alike by the store and in memory', async () => {
  const { context } = await aWorld([]);
  const matches = Array.from({ length: 900 }, (_, n) => aMatch('r', n % 280, { ip: `10.0.0.${n % 250}` }, `e${n}`));
  const { fired } = await countMatches(context, [three], matches);
  const namesOf = (firings: { key: string; id: string }[]) => firings.map(({ key, id }) => `${key} ${id}`).toSorted();
  expect(fired).toHaveLength(250);
  expect(namesOf(fired)).toEqual(namesOf(createWindows([three]).add(matches).fired));
});

test.each([
  ['counts to 5,000', { by: 'ip', within: '1d', at_least: 5000 }],
  ['counts 5,000 values', { by: 'ip', within: '1d', at_least: 5000, distinct: 'user' }],
  ['fires at every event', { by: 'ip', within: '1d', at_least: 1, fire: 'every' }],
])('S7: a key of very many events with long names stays within one item: a rule that %s', async (_, block) => {
  const context = aContext();
  const rule = aCount(block);
  let fired = 0;
  for (let from = 0; from < 6000; from += 500) {
    const some = Array.from({ length: 500 }, (__, n) => {
      const at = from + n;
      return aMatch('r', at, { ip: '198.51.100.7', user: `${'user'.repeat(200)}${at}` }, `${'long'.repeat(100)}${at}`);
    });
    const counted = await countMatches(context, [rule], some);
    fired += counted.fired.length;
    await counted.tell();
  }
  expect(fired).toBe('fire' in block ? 6000 : 1);
});

test('S7: of too many keys the oldest windows go', async () => {
  const { context } = await aWorld([]);
  let now = clock().getTime();
  const ticking = { ...context, now: () => new Date((now += 1000)) };
  const count = (ip: string, id: string) => countMatches(ticking, [three], [aMatch('r', 0, { ip }, id)]);
  for (let n = 0; n < 250; n += 1) await count(`10.0.0.${n}`, 'a');
  await count('10.0.0.0', 'b');
  expect(await evictWindows(context, { rules: [], counted: [three] }, 100)).toBe(150);
  expect(await evictWindows(context, { rules: [], counted: [three] }, 100)).toBe(0);
  expect((await count('10.0.0.0', 'c')).fired).toHaveLength(1);
  await count('10.0.0.1', 'b');
  expect((await count('10.0.0.1', 'c')).fired).toEqual([]);
});
