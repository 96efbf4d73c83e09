import type { NamedReason } from '#core/alert.ts';
import type { Instant } from '#core/json.ts';
import { momentOf, type WallClock } from '#core/zoned-time.ts';

/** The reasons whose end date brings the case back when it is seen again after it. */
export const withEnd: ReadonlySet<NamedReason> = new Set(['accepted_risk', 'false_positive', 'expected']);

/** A day of the calendar as `2026-01-31`; undefined when it is written otherwise or there is no such day. */
export function readDate(typed: string): Pick<WallClock, 'year' | 'month' | 'day'> | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ?? [];
  const read = { year: Number(year), month: Number(month), day: Number(day) };
  const calendar = new Date(Date.UTC(read.year, read.month - 1, read.day));
  const isThere = read.year > 0 && calendar.getUTCMonth() + 1 === read.month && calendar.getUTCDate() === read.day;
  return isThere ? read : undefined;
}

/** The last minute of a day: an end date counts to its end. */
export function endOfDay(day: Pick<WallClock, 'year' | 'month' | 'day'>, zone: string): Instant {
  return momentOf({ ...day, hour: 23, minute: 59 }, zone);
}
