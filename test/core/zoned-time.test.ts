import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { snoozeEnd } from '#slack/snooze-end.ts';
import { momentOf, wallClockAt } from '#core/zoned-time.ts';

const zones = [
  'UTC',
  'Asia/Tokyo',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Chatham',
];
const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });

test('reading the clock on the wall and going back gives the same minute', () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (date, zone) => {
      date.setUTCSeconds(0, 0);
      const wall = wallClockAt(date.toISOString(), zone);
      const back = momentOf(wall, zone);
      // An hour that the clocks show twice in autumn has two moments.
      expect(wallClockAt(back, zone)).toEqual(wall);
      expect(Math.abs(Date.parse(back) - date.getTime())).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

test('tomorrow at nine is at nine on both sides of a change of the clocks', () => {
  expect(momentOf({ year: 2026, month: 3, day: 29, hour: 9, minute: 0 }, 'Europe/London')).toBe(
    '2026-03-29T08:00:00.000Z',
  );
  expect(momentOf({ year: 2026, month: 3, day: 28, hour: 9, minute: 0 }, 'Europe/London')).toBe(
    '2026-03-28T09:00:00.000Z',
  );
});

test('an unknown zone counts as UTC', () => {
  expect(momentOf({ year: 2026, month: 1, day: 1, hour: 9, minute: 0 }, 'Mars/Base')).toBe('2026-01-01T09:00:00.000Z');
});

test('until tomorrow and until Monday always end at nine, later than now and within the week', async () => {
  await fc.assert(
    fc.asyncProperty(
      moments,
      fc.constantFrom(...zones),
      fc.constantFrom('tomorrow' as const, 'monday' as const),
      async (date, zone, length) => {
        const now = date.toISOString();
        const end = (await snoozeEnd(length, now, async () => zone)) ?? '';
        const wall = wallClockAt(end, zone);
        expect(wall).toMatchObject({ hour: 9, minute: 0 });
        expect(end > now).toBe(true);
        expect(Date.parse(end) - date.getTime()).toBeLessThan(8 * 86_400_000);
        if (length === 'monday') expect(wall.weekday).toBe(1);
      },
    ),
  );
});

test('a plain length asks for no zone', async () => {
  const fails = () => Promise.reject(new Error('not asked'));
  expect(await snoozeEnd('1h', '2026-03-01T12:00:00.000Z', fails)).toBe('2026-03-01T13:00:00.000Z');
});
