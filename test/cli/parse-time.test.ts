import { expect, it } from 'vitest';
import { parseTime } from '#cli/parse-time.ts';

const now = new Date('2026-03-01T12:00:00.000Z');

it.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T09:00Z', '2026-01-31T09:00:00.000Z'],
  ['2026-01-31T09:00:07Z', '2026-01-31T09:00:07.000Z'],
  ['2026-01-31T09:00:07.5Z', '2026-01-31T09:00:07.500Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['90m', '2026-03-01T10:30:00.000Z'],
  ['12h', '2026-03-01T00:00:00.000Z'],
  ['7d', '2026-02-22T12:00:00.000Z'],
])('takes %s for a time', (text, instant) => {
  expect(parseTime(text, now)).toBe(instant);
});

it.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-01-31T24:30Z',
  '2026-01-31 09:00',
  '2026-01-31T09:00',
  '7w',
  '-1d',
  '1.5h',
  '٣d',
])('does not guess at %j', (text) => {
  expect(parseTime(text, now)).toBeUndefined();
});
