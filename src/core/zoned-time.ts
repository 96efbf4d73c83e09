import type { Instant } from '#core/json.ts';

/** A day of the calendar and its time, as the clock on the wall of a zone shows them. `month` counts from 1. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What the clocks of a zone show at a moment. An unknown zone counts as UTC. */
export function wallClockAt(at: Instant, zone: string): WallClock & { weekday: number } {
  const shown = shownIn(Date.parse(at), zone);
  const day = new Date(shown);
  return {
    year: day.getUTCFullYear(),
    month: day.getUTCMonth() + 1,
    day: day.getUTCDate(),
    hour: day.getUTCHours(),
    minute: day.getUTCMinutes(),
    weekday: day.getUTCDay(),
  };
}

/** The moment when the clocks of a zone show this; days past the end of a month run on into the next. */
export function momentOf(wall: WallClock, zone: string): Instant {
  const wanted = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  let moment = wanted;
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  for (let pass = 0; pass < 2; pass += 1) moment -= shownIn(moment, zone) - wanted;
  return new Date(moment).toISOString();
}

/** The wall clock as if it were UTC, in milliseconds. */
function shownIn(moment: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const seconds = Math.floor(moment / 1000) % 60;
  return (
    Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), seconds) + (moment % 1000)
  );
}

/** Making one is slow; there are some six hundred zones, and only known ones are kept. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  if (!isZone(zone)) return formatOf('UTC');
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const options = { ...parts, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' } as const;
  const format = new Intl.DateTimeFormat('en', { ...options, timeZone: zone });
  formats.set(zone, format);
  return format;
}

/** Whether the clocks of this zone are known, e.g. `Asia/Tokyo`. */
export function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
