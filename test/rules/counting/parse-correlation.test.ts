import { expect, test } from 'vitest';
import { parseCorrelation } from '#rules/counting/parse-correlation.ts';

const faultsOf = (block: unknown) => {
  const parsed = parseCorrelation(block);
  return 'faults' in parsed ? parsed.faults : [];
};
const failures = { type: 'event_count', rules: ['failed_login'], 'group-by': ['user'], timespan: '1h' };

test('an event count of Sigma loads as it is', () => {
  expect(parseCorrelation({ ...failures, condition: { gte: 100 } })).toEqual({
    counting: {
      type: 'event_count',
      rules: ['failed_login'],
      by: ['user'],
      aliases: {},
      withinMs: 3_600_000,
      conditions: [{ op: 'gte', value: 100 }],
      fields: [],
      fire: 'once',
      latenessMs: 3_600_000,
      generate: false,
    },
  });
});

test('a value count names its field, or several', () => {
  const block = { ...failures, type: 'value_count' };
  expect(parseCorrelation({ ...block, condition: { field: 'user', gt: 10, lte: 20 } })).toMatchObject({
    counting: {
      fields: ['user'],
      conditions: [
        { op: 'gt', value: 10 },
        { op: 'lte', value: 20 },
      ],
    },
  });
  expect(parseCorrelation({ ...block, condition: { field: ['user', 'host'], gte: 10 } })).toMatchObject({
    counting: { fields: ['user', 'host'] },
  });
});

test('temporal ones need no condition, and may join all their rules by and', () => {
  const block = { type: 'temporal_ordered', rules: ['a', 'b'], 'group-by': 'user', timespan: '10s' };
  expect(parseCorrelation(block)).toMatchObject({ counting: { conditions: [], by: ['user'] } });
  expect(parseCorrelation({ ...block, condition: 'a AND b' })).toMatchObject({ counting: { conditions: [] } });
  expect(parseCorrelation({ ...block, type: 'temporal', condition: { gte: 1 } })).toMatchObject({
    counting: { conditions: [{ op: 'gte', value: 1 }] },
  });
});

test('sums, averages and percentiles look at one field', () => {
  const block = { ...failures, type: 'value_percentile' };
  expect(parseCorrelation({ ...block, condition: { field: 'bytes', gte: 1.5, percentile: 95 } })).toMatchObject({
    counting: { type: 'value_percentile', percentile: 95, conditions: [{ op: 'gte', value: 1.5 }] },
  });
  expect(parseCorrelation({ ...block, type: 'value_median', condition: { field: 'bytes', lt: -1 } })).toMatchObject({
    counting: { type: 'value_percentile', percentile: 50 },
  });
  expect(
    parseCorrelation({ ...block, type: 'value_sum', condition: { field: 'bytes', gte: 10_000_000 } }),
  ).toMatchObject({
    counting: { type: 'value_sum', fields: ['bytes'] },
  });
});

test('aliases and generate are kept', () => {
  const aliases = { ip: { a: 'source.ip', b: 'destination.ip' } };
  expect(
    parseCorrelation({
      type: 'temporal',
      rules: ['a', 'b'],
      'group-by': ['ip'],
      timespan: '1m',
      aliases,
      generate: true,
    }),
  ).toMatchObject({ counting: { aliases, generate: true } });
});

test.each([
  ['no map', null, []],
  ['an unknown type', { ...failures, type: 'event_sum', condition: { gte: 1 } }, ['type']],
  ['no rules', { ...failures, rules: [], condition: { gte: 1 } }, ['rules']],
  ['a rule twice', { ...failures, rules: ['a', 'a'], condition: { gte: 1 } }, ['rules', 1]],
  ['no time', { type: 'event_count', rules: ['a'], condition: { gte: 1 } }, ['timespan']],
  ['weeks', { ...failures, timespan: '1w', condition: { gte: 1 } }, ['timespan']],
  ['no condition', failures, ['condition']],
  ['an unknown operator', { ...failures, condition: { atleast: 5 } }, ['condition', 'atleast']],
  ['words that are no conjunction', { ...failures, type: 'temporal', condition: 'a or b' }, ['condition']],
  ['a value count of nothing', { ...failures, type: 'value_count', condition: { gte: 5 } }, ['condition']],
  ['an event count of a field', { ...failures, condition: { field: 'a', gte: 5 } }, ['condition']],
  [
    'a sum of two fields',
    { ...failures, type: 'value_sum', condition: { field: ['a', 'b'], gte: 5 } },
    ['condition', 'field'],
  ],
  [
    'a percentile of 101',
    { ...failures, type: 'value_percentile', condition: { field: 'a', gte: 5, percentile: 101 } },
    ['condition', 'percentile'],
  ],
  [
    'an alias for a stranger',
    { ...failures, condition: { gte: 1 }, aliases: { ip: { other: 'x' } } },
    ['aliases', 'ip', 'other'],
  ],
  ['an unknown key', { ...failures, condition: { gte: 1 }, group_by: ['a'] }, ['group_by']],
])('refuses %s and says where', (_, block, path) => {
  expect(faultsOf(block)).toContainEqual({ path, message: expect.any(String) });
});
