import type { Instant } from '#core/json.ts';
import type { SnoozeLength } from './words/slack-words.ts';
import { momentOf, wallClockAt } from '#core/zoned-time.ts';

export const snoozeLengths = [
  '30m',
  '1h',
  '4h',
  'tomorrow',
  'monday',
  '1w',
  'date',
] as const satisfies readonly SnoozeLength[];

const minutes: Partial<Record<SnoozeLength, number>> = { '30m': 30, '1h': 60, '4h': 240, '1w': 7 * 24 * 60 };
const morning = { hour: 9, minute: 0 };

/** When a snooze of this length ends; `zone` is asked only for mornings. Undefined for a date, which nobody picked. */
export async function snoozeEnd(
  length: SnoozeLength,
  now: Instant,
  zone: () => Promise<string>,
): Promise<Instant | undefined> {
  const span = minutes[length];
  if (span !== undefined) return new Date(Date.parse(now) + span * 60_000).toISOString();
  if (length === 'date') return undefined;
  const where = await zone();
  const today = wallClockAt(now, where);
  // On a Monday "until Monday" means the next one.
  const days = length === 'tomorrow' ? 1 : (8 - today.weekday) % 7 || 7;
  return momentOf({ ...today, ...morning, day: today.day + days }, where);
}
