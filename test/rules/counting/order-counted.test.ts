import { expect, test } from 'vitest';
import { orderCounted } from '#rules/counting/order-counted.ts';
import { aCorrelation, aCount } from './an-event.ts';

const counts = (id: string, rules: string[]) =>
  aCorrelation({ type: 'event_count', rules, timespan: '1m', condition: { gte: 1 } }, id);

test('a rule comes after those it counts, and names become ids', () => {
  const rules = [
    counts('outer', ['inner', 'plain']),
    counts('uuid-1', ['r']),
    aCount({ within: '1m', at_least: 2 }),
    { id: 'plain' },
  ];
  const { ordered, faults } = orderCounted(rules, new Map([['inner', 'uuid-1']]));
  expect(faults).toEqual([]);
  expect(ordered.map(({ id }) => id)).toEqual(['r', 'uuid-1', 'outer']);
  expect(ordered.at(-1)?.counting.rules).toEqual(['uuid-1', 'plain']);
});

test('aliases that name rules by name are found by id', () => {
  const block = {
    type: 'temporal',
    rules: ['a', 'b'],
    'group-by': ['ip'],
    timespan: '1m',
    aliases: { ip: { a: 'x', b: 'y' } },
  };
  const names = new Map([['a', 'id-a']]);
  const { ordered } = orderCounted([aCorrelation(block, 'c'), { id: 'id-a' }, { id: 'b' }], names);
  expect(ordered[0]?.counting.aliases).toEqual({ ip: { 'id-a': 'x', b: 'y' } });
});

test('a reference to no rule is told with what it said', () => {
  const { ordered, faults } = orderCounted([counts('c', ['nobody'])]);
  expect(ordered).toEqual([]);
  expect(faults).toMatchObject([{ id: 'c', unknown: 'nobody', fault: { path: ['rules', 0] } }]);
});

test('the same rule by id and by name is one rule twice', () => {
  const { faults } = orderCounted([counts('c', ['id-a', 'a']), { id: 'id-a' }], new Map([['a', 'id-a']]));
  expect(faults).toMatchObject([{ id: 'c', fault: { path: ['rules', 1] } }]);
});

test('correlations that count each other are a fault, and so is one that counts itself', () => {
  const { ordered, faults } = orderCounted([
    counts('a', ['b']),
    counts('b', ['c']),
    counts('c', ['a']),
    counts('d', ['a']),
    counts('e', ['e']),
  ]);
  expect(ordered).toEqual([]);
  expect(faults.map(({ fault }) => fault.message)).toEqual([
    'this rule counts itself: a → b → c → a',
    'this rule counts itself: e → e',
  ]);
});

test('a chain of 10,000 correlations is put in order', () => {
  const chain = Array.from({ length: 10_000 }, (_, n) => counts(`c${n}`, [n === 9_999 ? 'plain' : `c${n + 1}`]));
  const { ordered, faults } = orderCounted([...chain, { id: 'plain' }]);
  expect(faults).toEqual([]);
  expect([ordered[0]?.id, ordered.at(-1)?.id]).toEqual(['c9999', 'c0']);
});
