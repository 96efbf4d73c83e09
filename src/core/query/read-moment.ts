import type { Moment } from './query.ts';

const minuteMs = 60_000;
const unitsMs: Readonly<Record<string, number>> = {
  m: minuteMs,
  h: 60 * minuteMs,
  d: 24 * 60 * minuteMs,
  w: 7 * 24 * 60 * minuteMs,
};

/** An age (`30m`, `2h`, `7d`, `2w`), a day or a minute of UTC (`2026-11-01`, `2026-11-01T09:00`, with or without `Z`). */
export function readMoment(text: string): Moment | undefined {
  const [, number, unit = ''] = /^(\d{1,5})([mhdw])$/i.exec(text) ?? [];
  if (number !== undefined) return { agoMs: Number(number) * (unitsMs[unit.toLowerCase()] ?? 0) };
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)Z?)?$/i.exec(text) ?? [];
  if (day === undefined) return undefined;
  const from = Date.parse(`${day}T${time ?? '00:00'}:00.000Z`);
  // Date takes a 31 February for a 3 March.
  if (Number.isNaN(from) || new Date(from).toISOString().slice(0, 10) !== day) return undefined;
  return { from, to: from + (time === undefined ? (unitsMs['d'] ?? 0) : minuteMs) };
}
