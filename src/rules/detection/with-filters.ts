import { detectionOf } from './compile-detection.ts';
import type { Check } from './check.ts';
import type { Detection } from './detection.ts';

/**
 * The detection without what the filters match: Sigma's Filter documents, joined by `and not`. A filter is compiled like
 * any detection, from its `filter:` block without `rules`.
 */
export function withFilters(detection: Detection, filters: readonly Detection[]): Detection {
  if (filters.length === 0) return detection;
  const parts = [detection, ...filters].map(checkOf);
  const [own, ...others] = parts as [Check, ...Check[]];
  const nots = others.map((part): Check => ({ kind: 'not', parts: [part], what: 'not filtered', path: [] }));
  return detectionOf({ kind: 'all', parts: [own, ...nots], what: 'and not filtered', path: [] }, detection.fields);
}

/** A detection that was not compiled here can be asked, but not looked into. */
function checkOf({ check, matches }: Detection): Check {
  if (check !== undefined) return check;
  return { kind: 'leaf', matches: (_, subject) => matches(subject), what: 'a detection', path: [], cost: 10 };
}
