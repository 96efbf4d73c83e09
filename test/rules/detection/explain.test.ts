import { expect, test } from 'vitest';
import type { Explanation } from '#rules/detection/detection.ts';
import { detect } from './detect.ts';

/** The tree as lines, so that a test reads like what a person sees. */
function lines({ matched, what, actual, parts }: Explanation, depth = 0): string[] {
  const value = parts.length > 0 ? '' : ` (${actual === undefined ? 'absent' : JSON.stringify(actual)})`;
  return [
    `${'  '.repeat(depth)}${matched ? '+' : '-'} ${what}${value}`,
    ...parts.flatMap((part) => lines(part, depth + 1)),
  ];
}

test('each part of a condition says whether it matched, and what was there', () => {
  const detection = detect({
    off: { eventName: ['StopLogging', 'DeleteTrail'], 'userAgent|contains|all': ['aws', 'cli'] },
    failed: { errorCode: null },
    filter_one: { 'userIdentity.arn|startswith': 'arn:aws:iam' },
    filter_two: [{ 'sourceIPAddress|cidr': '10.0.0.0/8' }, { 'facts.country|neq': 'DE' }],
    condition: 'off and failed and not 1 of filter_*',
  });
  const fields = { eventName: 'StopLogging', userAgent: 'aws-sdk', sourceIPAddress: '10.1.1.1' };
  expect(lines(detection.explain({ fields, fact: () => 'DE' }))).toEqual([
    '- and',
    '  - off',
    '    + eventName is StopLogging or DeleteTrail ("StopLogging")',
    '    - userAgent: all of',
    '      + userAgent contains aws ("aws-sdk")',
    '      - userAgent contains cli ("aws-sdk")',
    '  + failed',
    '    + errorCode is absent or null (absent)',
    '  - not',
    '    + 1 of filter_*',
    '      - filter_one',
    '        - userIdentity.arn starts with arn:aws:iam (absent)',
    '      + filter_two',
    '        + filter_two, 1.',
    '          + sourceIPAddress is in 10.0.0.0/8 ("10.1.1.1")',
    '        - filter_two, 2.',
    '          - facts.country not: is DE ("DE")',
  ]);
});

test('elements of a list are told one by one', () => {
  const detection = detect({
    wide: { 'ranges[any]': { 'cidr|wider_than': 8, 'port|gte': 1 } },
    condition: 'wide',
  });
  const fields = {
    ranges: [
      { cidr: '10.0.0.0/8', port: 1 },
      { cidr: '0.0.0.0/0', port: '22' },
    ],
  };
  expect(lines(detection.explain({ fields }))).toEqual([
    '+ wide',
    '  + ranges[any]',
    '    - element 0: element',
    '      - cidr is wider than /8 ("10.0.0.0/8")',
    '      + port >= 1 (1)',
    '    + element 1: element',
    '      + cidr is wider than /8 ("0.0.0.0/0")',
    '      + port >= 1 ("22")',
  ]);
});

test('values on the way through a list are told together, and paths lead to where the rule says so', () => {
  const detection = detect({
    s: { 'list.name': 'x', 'other|fieldref': 'list.name', 'at|hour|lte': 5, 'code|re': '^a' },
    words: ['needle', 42],
    condition: ['s', 'words'],
  });
  const explained = detection.explain({ fields: { list: [{ name: 'y' }, { name: 'z' }] } });
  expect(lines(explained)).toEqual([
    '- one of the conditions',
    '  - s',
    '    - list.name is x (["y","z"])',
    '    - other is the field list.name (absent)',
    '    - at (hour) <= 5 (absent)',
    '    - code matches ^a (absent)',
    '  - words',
    '    - the record contains needle or 42 (absent)',
  ]);
  expect(explained.parts[0]?.parts[1]?.path).toEqual(['s', 'other|fieldref']);
});

test('long lists and texts are shortened, an empty text is seen', () => {
  const detection = detect({ s: { a: ['', 'x'.repeat(100), '3', '4', '5', '6', '7'] }, condition: 's' });
  expect(detection.explain({ fields: {} }).parts[0]?.what).toBe(`a is '', ${'x'.repeat(80)}…, 3, 4, 5 or 2 more`);
});
