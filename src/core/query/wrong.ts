import { distanceOf } from '../distance-of.ts';
import type { QueryError, QueryProblem } from './query-error.ts';

/** An error before its offset is known as a column: `at` counts UTF-16 units from 0. */
export interface Wrong extends Omit<QueryError, 'column'> {
  at: number;
}

export function wrong(
  because: QueryProblem,
  { at, text }: { at: number; text: string },
  expected: readonly string[] = [],
): { wrong: Wrong } {
  const nearest = nearestOf(text, expected);
  return {
    wrong: { because, at, found: text, expected: [...expected], ...(nearest === undefined ? {} : { nearest }) },
  };
}

/** The one of the list that a mistyped one most likely means. */
function nearestOf(typed: string, names: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  const begins = names.find((name) => lower.length > 1 && name.startsWith(lower));
  const [best] = names
    .map((name) => ({ name, distance: distanceOf(lower, name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.name ?? begins;
}
