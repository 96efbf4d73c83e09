import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '#sources/reading/instant-of.ts';

test.each([
  ['2025-02-25 20:40:06.721', '2025-02-25T20:40:06.721Z'],
  ['2025-02-25 20:40:06.000000000', '2025-02-25T20:40:06.000Z'],
  ['2020-02-14T17:59:17Z', '2020-02-14T17:59:17.000Z'],
  ['2019-08-21t06:28:58.140-07:00', '2019-08-21T13:28:58.140Z'],
  ['2019-08-21T06:28:58.140+0900', '2019-08-20T21:28:58.140Z'],
  ['2019-10-10T07:01:51.2Z', '2019-10-10T07:01:51.200Z'],
  ['2025-02-25', undefined],
  ['2025-13-25T00:00:00Z', undefined],
  ['now', undefined],
  [undefined, undefined],
])('%s is %s', (text, instant) => {
  expect(instantOf(text)).toBe(instant);
});

test('every moment reads as itself and no text throws', () => {
  const moments = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') });
  fc.assert(fc.property(moments, (date) => instantOf(date.toISOString()) === date.toISOString()));
  fc.assert(fc.property(fc.string(), (text) => instantOf(text) === undefined || !Number.isNaN(Date.parse(text))));
});

test('a moment as audit logs write it is the same as by any other way', () => {
  for (const text of ['1970-01-01T00:00:00Z', '2026-02-28T23:59:59Z', '2026-12-28T12:00:00Z', '9999-01-01T00:00:00Z']) {
    expect(instantOf(text)).toBe(new Date(text).toISOString());
    expect(instantOf(` ${text}`)).toBe(instantOf(text));
  }
  expect(
    ['2026-00-01T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:01:00Z', '1969-12-31T23:59:59Z'].map(instantOf),
  ).toEqual(Array.from({ length: 4 }, () => undefined));
});
