import type { Instant } from '#core/json.ts';

export const timeForms = 'a day (2026-01-31), a time in UTC (2026-01-31T09:00Z), or how long ago (30m, 12h, 7d)';

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a person typed as a time. Undefined when it is none of `timeForms`. */
export function parseTime(text: string, now: Date): Instant | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return instantOf(now.getTime() - Number(count) * (unitMs[unit] ?? 0));
  const [, day, time = 'T00:00'] = /^(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z)?$/.exec(text) ?? [];
  if (day === undefined) return undefined;
  const instant = instantOf(Date.parse(`${day}${time}Z`));
  // The 30th of February would quietly be a day of March.
  return instant?.startsWith(day) === true ? instant : undefined;
}

function instantOf(ms: number): Instant | undefined {
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
