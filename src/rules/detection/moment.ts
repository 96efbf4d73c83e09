import type { Json } from '#core/json.ts';

export const dateParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type DatePart = (typeof dateParts)[number];

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const day = 86_400_000;

/** A moment in ms: ISO 8601 (without a zone: UTC) or seconds or milliseconds since 1970, also as text. */
export function momentOf(value: Json): number | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string' || value.length > 60) return undefined;
  if (/^\d{1,16}(\.\d+)?$/.test(value)) return fromEpoch(Number(value));
  const match = iso.exec(value.trim());
  if (match === null) return undefined;
  const [, date = '', time = '00:00', zone = 'Z'] = match;
  // Date.parse knows milliseconds only; what is finer is cut.
  const at = Date.parse(`${date}T${time.replace(/(\.\d{3})\d+$/, '$1')}${zone.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : at;
}

/** As seconds this would be in the year 5138, as milliseconds in 1973. */
function fromEpoch(number: number): number | undefined {
  if (!Number.isFinite(number)) return undefined;
  const at = Math.abs(number) >= 100_000_000_000 ? number : number * 1000;
  return Math.abs(at) <= 8.64e15 ? at : undefined;
}

/** The part of the moment, in UTC; the week as ISO 8601 counts it. */
export function partOf(at: number, part: DatePart): number {
  const date = new Date(at);
  switch (part) {
    case 'minute':
      return date.getUTCMinutes();
    case 'hour':
      return date.getUTCHours();
    case 'day':
      return date.getUTCDate();
    case 'week':
      return weekOf(date);
    case 'month':
      return date.getUTCMonth() + 1;
    case 'year':
      return date.getUTCFullYear();
  }
}

function weekOf(date: Date): number {
  // The week belongs to the year of its Thursday.
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * day);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - first) / day / 7) + 1;
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: day, w: 7 * day };

/** `90d`, `1h`, `30m`: ms. */
export function durationOf(text: string): number | undefined {
  const match = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim());
  if (match === null) return undefined;
  const unit = units[(match[2] ?? 's') as keyof typeof units];
  return Number(match[1]) * unit;
}
