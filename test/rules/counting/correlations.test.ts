import { expect, test } from 'vitest';
import { collectMatches } from '#rules/counting/collect-matches.ts';
import { createWindows } from '#rules/counting/create-windows.ts';
import { orderCounted } from '#rules/counting/order-counted.ts';
import { quietRules } from '#rules/counting/plan.ts';
import { aCorrelation, aCount, aMatch, anEvent } from './an-event.ts';

const failed = aCount({ by: ['account', 'ip'], within: '5m', at_least: 3 }, 'failed');
const then = aCorrelation(
  {
    type: 'temporal_ordered',
    rules: ['failed', 'success'],
    'group-by': ['ip', 'user'],
    timespan: '1h',
    generate: true,
  },
  'then',
);
const rules = orderCounted([then, failed, { id: 'success' }]).ordered;
const sign = (rule: string, seconds: number, user = 'root') => aMatch(rule, seconds, { account: '1', ip: 'a', user });

test('count the firings of a rule that counts: failures, then a success', () => {
  const windows = createWindows(rules);
  const { fired } = windows.add([sign('failed', 0), sign('failed', 1), sign('failed', 2), sign('success', 60)]);
  expect(fired).toMatchObject([
    { rule: 'failed', eventId: 'e2' },
    { rule: 'then', eventId: 'e60', by: { ip: 'a', user: 'root' }, eventIds: ['e0', 'e1', 'e2', 'e60'] },
  ]);
});

test('a success before the failures, or of another user, is none', () => {
  const all = [sign('success', 0), sign('failed', 1), sign('failed', 2), sign('failed', 3), sign('success', 60, 'aki')];
  expect(
    createWindows(rules)
      .add(all)
      .fired.map(({ rule }) => rule),
  ).toEqual(['failed']);
});

test('of one moment either may come first: audit logs count in seconds', () => {
  const all = ['a', 'b', 'c'].map((id) => ({
    ...sign('failed', 5),
    event: anEvent(5, { account: '1', ip: 'a', user: 'root' }, id),
  }));
  const success = { rule: 'success', event: anEvent(5, { account: '1', ip: 'a', user: 'root' }, '0') };
  expect(
    createWindows(rules)
      .add([success, ...all])
      .fired.map(({ rule }) => rule),
  ).toEqual(['failed', 'then']);
});

test('a firing that is withdrawn leaves the correlation too', () => {
  const windows = createWindows(rules);
  windows.add([sign('failed', 100), sign('failed', 101), sign('failed', 102), sign('success', 101.5)]);
  // The third failure is earlier now, so the success comes after it.
  expect(windows.add([sign('failed', 99)])).toMatchObject({
    fired: [
      { rule: 'failed', eventId: 'e101' },
      { rule: 'then', eventId: 'e101.5' },
    ],
    withdrawn: [{ rule: 'failed', eventId: 'e102' }],
  });
});

test('rules that are counted make no alerts of their own, unless the correlation says so', () => {
  expect(quietRules(rules)).toEqual(new Set());
  const silent = aCorrelation({ type: 'event_count', rules: ['then'], timespan: '1h', condition: { gte: 2 } }, 'often');
  expect(quietRules(orderCounted([...rules, { id: 'success' }, silent]).ordered)).toEqual(new Set(['then']));
});

test('aliases name one thing by different fields', () => {
  const aliases = { peer: { a: 'source.ip', b: 'destination.ip' } };
  const rule = aCorrelation(
    { type: 'temporal', rules: ['a', 'b'], 'group-by': ['peer'], timespan: '1m', aliases },
    'c',
  );
  const windows = createWindows([rule]);
  const { fired } = windows.add([
    aMatch('a', 0, { source: { ip: 'x' }, destination: { ip: 'y' } }),
    aMatch('b', 1, { source: { ip: 'z' }, destination: { ip: 'x' } }),
    aMatch('b', 2, { source: { ip: 'x' }, destination: { ip: 'z' } }),
  ]);
  expect(fired).toMatchObject([{ key: 'x', by: { peer: 'x' }, eventId: 'e1' }]);
});

test('a corpus is counted in whatever order its files come, chains too', () => {
  const collection = collectMatches(rules);
  collection.add([sign('success', 86_460), sign('failed', 86_402)]);
  collection.add([sign('failed', 1), sign('failed', 0)]);
  expect(collection.firings()).toEqual([]);
  collection.add([sign('failed', 86_401), sign('failed', 86_400)]);
  expect(collection.firings().map(({ rule }) => rule)).toEqual(['failed', 'then']);
  expect(collection.firings()).toHaveLength(2);
});
