import type { Condition } from './query.ts';

type Time = Extract<Condition, { is: 'time' }>;

/** From when on, and before when, a moment must lie to fulfil a condition; in ms, open where absent. */
export function momentWindow(
  { by, moment }: Omit<Time, 'is' | 'field'>,
  now: Date,
): { from?: number; before?: number } {
  return 'agoMs' in moment ? windowOfAge(by, now.getTime() - moment.agoMs) : windowOfDate(by, moment);
}

/** An age that is greater began earlier. */
function windowOfAge(by: Time['by'], since: number): { from?: number; before?: number } {
  switch (by) {
    case '>':
      return { before: since };
    case '>=':
      return { before: since + 1 };
    case '<':
      return { from: since + 1 };
    case '<=':
      return { from: since };
    case ':':
    case '=':
      return { from: since, before: since + 1 };
  }
}

function windowOfDate(by: Time['by'], { from, to }: { from: number; to: number }): { from?: number; before?: number } {
  switch (by) {
    case '>':
      return { from: to };
    case '>=':
      return { from };
    case '<':
      return { before: from };
    case '<=':
      return { before: to };
    case ':':
    case '=':
      return { from, before: to };
  }
}

/** A moment in ms, from 1970 up to 2109, so that the index can count in parts of them; what cannot be read is 1970. */
export function msOf(instant: string): number {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), latestMs);
}

/** No moment of a case is counted later than this. */
export const latestMs = 2 ** 42 - 1;
