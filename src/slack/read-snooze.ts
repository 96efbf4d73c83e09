import type { Instant } from '#core/json.ts';
import { momentOf, wallClockAt } from '#core/zoned-time.ts';
import { readDate } from './read-date.ts';

/** How long as somebody typed it, and what follows; `problem` names the words that cannot be read. */
export type SnoozeTyped = { until: Instant; rest: string } | { problem: 'length' | 'day' | 'past'; typed: string };

interface Now {
  now: Instant;
  /** Asked only for what is not a length. */
  zone: () => Promise<string>;
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const morning = { hour: 9, minute: 0 };
/** Nobody means to forget a case for longer. */
const longestMs = 366 * 86_400_000;

/** Reads `2h reason`, `tomorrow`, `monday`, `2026-12-01 09:00 reason`: mornings are at 09:00 where the person is. */
export async function readSnooze(text: string, { now, zone }: Now): Promise<SnoozeTyped> {
  const [first = '', second = ''] = text.split(/\s+/);
  const rest = text.slice(first.length).trim();
  const length = /^(\d{1,5})(m|h|d|w)$/i.exec(first);
  if (length !== null) {
    const ms = Number(length[1]) * unitMs[(length[2] ?? 'm').toLowerCase() as keyof typeof unitMs];
    if (ms === 0 || ms > longestMs) return { problem: 'length', typed: first };
    return { until: new Date(Date.parse(now) + ms).toISOString(), rest };
  }
  if (/^\d{4}-\d/.test(first)) return readMoment({ first, second, rest }, { now, zone });
  const day = days.findIndex((name) => first.length >= 3 && name.startsWith(first.toLowerCase()));
  const isTomorrow = first.toLowerCase() === 'tomorrow' || first === '明日';
  if (day < 0 && !isTomorrow) return { problem: 'length', typed: first };
  const where = await zone();
  const today = wallClockAt(now, where);
  // On a Monday `monday` means the next one.
  const ahead = isTomorrow ? 1 : (7 + day - today.weekday) % 7 || 7;
  return { until: momentOf({ ...today, ...morning, day: today.day + ahead }, where), rest };
}

async function readMoment(
  { first, second, rest }: { first: string; second: string; rest: string },
  { now, zone }: Now,
): Promise<SnoozeTyped> {
  const [date = '', inside] = first.split('T');
  const day = readDate(date);
  const typed = inside === undefined ? second : inside;
  const clock = /^(\d{1,2}):(\d{2})$/.exec(typed);
  const time = clock === null ? morning : { hour: Number(clock[1]), minute: Number(clock[2]) };
  const isTimed = clock !== null && inside === undefined;
  const shown = isTimed ? `${first} ${second}` : first;
  if (day === undefined || time.hour > 23 || time.minute > 59) return { problem: 'day', typed: shown };
  const until = momentOf({ ...day, ...time }, await zone());
  if (until <= now) return { problem: 'past', typed: shown };
  return { until, rest: isTimed ? rest.slice(second.length).trim() : rest };
}
