import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingTime, laterBy, workingMoment } from '#core/working-hours.ts';
import { wallClockAt } from '#core/zoned-time.ts';

const zones = ['UTC', 'Asia/Tokyo', 'Europe/London', 'America/New_York', 'Pacific/Chatham', 'Africa/Cairo'];
const office = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60 };
const moments = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const clocks = fc.record({
  timeZone: fc.constantFrom(...zones),
  hours: fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1380 }),
      length: fc.integer({ min: 60, max: 1440 }),
    })
    .map(({ days, from, length }) => ({ days, from, to: Math.min(1440, from + length) })),
});

describe('workingMoment', () => {
  it('is never earlier, always in working hours, and stays where it is when asked again', () => {
    fc.assert(
      fc.property(moments, clocks, (at, clock) => {
        const moment = workingMoment(at, clock);
        expect(moment >= at).toBe(true);
        expect(workingMoment(moment, clock)).toBe(moment);
        // A spring night can swallow the whole of an hour that was to be worked.
        if (clock.hours.to - clock.hours.from > 120) expect(isWorkingTime(moment, clock)).toBe(true);
      }),
    );
  });

  it('passes over no working moment before it', () => {
    fc.assert(
      fc.property(moments, clocks, fc.double({ min: 0, max: 1, noNaN: true }), (at, clock, part) => {
        const end = Date.parse(workingMoment(at, clock));
        const between = new Date(Date.parse(at) + part * (end - 60_000 - Date.parse(at)));
        if (end - Date.parse(at) < 60_000) return;
        expect(isWorkingTime(between.toISOString(), clock)).toBe(false);
      }),
    );
  });

  it('brings a Friday evening in Tokyo to Monday at nine there', () => {
    const clock = { timeZone: 'Asia/Tokyo', hours: office };
    expect(workingMoment('2026-03-06T10:00:00.000Z', clock)).toBe('2026-03-09T00:00:00.000Z');
    expect(workingMoment('2026-03-06T08:59:00.000Z', clock)).toBe('2026-03-06T08:59:00.000Z');
  });

  it('is nine by the clock on the wall on both sides of a change of the clocks', () => {
    const clock = { timeZone: 'Europe/London', hours: office };
    expect(workingMoment('2026-03-27T20:00:00.000Z', clock)).toBe('2026-03-30T08:00:00.000Z');
    expect(workingMoment('2026-10-23T20:00:00.000Z', clock)).toBe('2026-10-26T09:00:00.000Z');
  });

  it('begins after the hour that the clocks skip', () => {
    const night = { timeZone: 'Europe/London', hours: { days: [0], from: 60, to: 6 * 60 } };
    expect(workingMoment('2026-03-28T23:00:00.000Z', night)).toBe('2026-03-29T01:00:00.000Z');
  });
});

describe('laterBy', () => {
  it('adds whole days by the calendar: a daily reminder stays at its hour', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom('Asia/Tokyo', 'UTC'), fc.integer({ min: 1, max: 30 }), (at, zone, days) => {
        const before = wallClockAt(at, zone);
        const after = wallClockAt(laterBy(at, days * 86_400_000, zone), zone);
        expect([after.hour, after.minute]).toEqual([before.hour, before.minute]);
      }),
    );
    expect(laterBy('2026-03-28T09:30:10.000Z', 86_400_000, 'Europe/London')).toBe('2026-03-29T08:30:10.000Z');
  });

  it('adds anything shorter by the clock that never jumps', () => {
    expect(laterBy('2026-03-29T00:30:00.000Z', 30 * 60_000, 'Europe/London')).toBe('2026-03-29T01:00:00.000Z');
  });
});
