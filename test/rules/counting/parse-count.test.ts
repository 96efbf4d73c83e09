import { expect, test } from 'vitest';
import { parseCount } from '#rules/counting/parse-count.ts';

const faultsOf = (block: unknown) => {
  const parsed = parseCount(block, 'r');
  return 'faults' in parsed ? parsed.faults : [];
};

test('a count says by what, within what and from how many on', () => {
  expect(
    parseCount({ by: ['recipientAccountId', 'sourceIPAddress'], within: '5m', at_least: 5, fire: 'once' }, 'r'),
  ).toEqual({
    counting: {
      type: 'event_count',
      rules: ['r'],
      by: ['recipientAccountId', 'sourceIPAddress'],
      aliases: {},
      withinMs: 300_000,
      conditions: [{ op: 'gte', value: 5 }],
      fields: [],
      fire: 'once',
      latenessMs: 300_000,
      generate: false,
    },
  });
});

test('distinct turns it into a count of values, first_seen into a look at new ones', () => {
  expect(
    parseCount({ by: 'ip', within: '1h', at_least: 10, distinct: 'user', allowed_lateness: '1d' }, 'r'),
  ).toMatchObject({
    counting: { type: 'value_count', by: ['ip'], fields: ['user'], latenessMs: 86_400_000 },
  });
  expect(parseCount({ by: ['account'], first_seen: '30d', distinct: ['region', 'service'] }, 'r')).toMatchObject({
    counting: { type: 'first_seen', withinMs: 30 * 86_400_000, fields: ['region', 'service'], conditions: [] },
  });
});

test('two operators are a range', () => {
  expect(parseCount({ within: '1m', gte: 5, lt: 10, fire: 'every' }, 'r')).toMatchObject({
    counting: {
      conditions: [
        { op: 'gte', value: 5 },
        { op: 'lt', value: 10 },
      ],
      fire: 'every',
      by: [],
    },
  });
});

test.each([
  ['no map', 5, []],
  ['no length', { at_least: 5 }, []],
  ['a length in words', { at_least: 5, within: '5 minutes' }, ['within']],
  ['a length of years', { at_least: 5, within: '9999d' }, ['within']],
  ['no number', { at_least: 'five', within: '5m' }, ['at_least']],
  ['nothing to reach', { within: '5m' }, []],
  ['zero', { at_least: 0, within: '5m' }, ['at_least']],
  ['half an event', { gte: 1.5, within: '5m' }, ['gte']],
  ['more than a window holds', { at_least: 1_000_000, within: '5m' }, ['at_least']],
  ['the same twice', { at_least: 5, gte: 5, within: '5m' }, ['gte']],
  ['a key that is none', { at_least: 5, within: '5m', threshold: 3 }, ['threshold']],
  ['a field twice', { by: ['a', 'a'], at_least: 5, within: '5m' }, ['by']],
  ['an unknown way to fire', { at_least: 5, within: '5m', fire: 'sometimes' }, ['fire']],
  ['first_seen of nothing', { first_seen: '30d' }, ['first_seen']],
  ['first_seen with a number', { first_seen: '30d', by: 'a', at_least: 2 }, ['at_least']],
])('refuses %s and says where', (_, block, path) => {
  expect(faultsOf(block)).toContainEqual({ path, message: expect.any(String) });
});
