import type { Instant } from './json.ts';
import { momentOf, wallClockAt, type WallClock } from './zoned-time.ts';

/** When people are at work: the same hours on each of these days. */
export interface WorkingHours {
  /** 0 is Sunday. */
  days: readonly number[];
  /** Minutes since midnight; `to` is the first minute that is not worked any more. */
  from: number;
  to: number;
}

/** The hours of a place: which clock, and when its people are at work. */
export interface OfficeClock {
  timeZone: string;
  hours: WorkingHours;
}

const dayMs = 86_400_000;
const fiveMinutesMs = 300_000;
const week = 7;

/** Whether people are at work at this moment. */
export function isWorkingTime(at: Instant, { timeZone, hours }: OfficeClock): boolean {
  const wall = wallClockAt(at, timeZone);
  const minute = wall.hour * 60 + wall.minute;
  return hours.days.includes(wall.weekday) && minute >= hours.from && minute < hours.to;
}

/** `at` itself when people are at work then, else when they begin next. Where no day is worked, `at`. */
export function workingMoment(at: Instant, clock: OfficeClock): Instant {
  if (isWorkingTime(at, clock)) return at;
  const wall = wallClockAt(at, clock.timeZone);
  for (let days = 0; days <= week; days += 1) {
    const weekday = (wall.weekday + days) % week;
    const begin = clock.hours.days.includes(weekday) ? beginOf(wall, days, clock) : undefined;
    if (begin !== undefined && begin > at) return begin;
  }
  return at;
}

/** When the clocks change at that hour, what they skip does not exist: then work begins right after it. */
function beginOf(wall: WallClock, days: number, clock: OfficeClock): Instant {
  const begin = dayMoment(wall, { days, minute: clock.hours.from, timeZone: clock.timeZone });
  for (let ms = 0; ms <= 3 * 3_600_000; ms += fiveMinutesMs) {
    const later = new Date(Date.parse(begin) + ms).toISOString();
    if (isWorkingTime(later, clock)) return later;
  }
  return begin;
}

/** The moment of a minute of the day, so many days after the day that a wall clock shows. */
export function dayMoment(
  wall: Pick<WallClock, 'year' | 'month' | 'day'>,
  { days, minute, timeZone }: { days: number; minute: number; timeZone: string },
): Instant {
  const { year, month, day } = wall;
  return momentOf({ year, month, day: day + days, hour: Math.floor(minute / 60), minute: minute % 60 }, timeZone);
}

/** So much later; whole days are days of the calendar, so that a daily thing stays at its hour when the clocks change. */
export function laterBy(at: Instant, ms: number, timeZone: string): Instant {
  if (ms % dayMs !== 0) return new Date(Date.parse(at) + ms).toISOString();
  const wall = wallClockAt(at, timeZone);
  const seconds = Date.parse(at) % 60_000;
  const moment = Date.parse(momentOf({ ...wall, day: wall.day + ms / dayMs }, timeZone));
  return new Date(moment + seconds).toISOString();
}
