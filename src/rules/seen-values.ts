import { boundValue, type SeenValue } from '#core/alert.ts';
import type { Json } from '#core/json.ts';
import type { Detection, Explanation, Subject } from './detection/detection.ts';

const mostValues = 12;

/** What a detection that matched has looked at: each field with its value, once. Texts are cut. */
export function seenValues(detection: Detection, subject: Subject): SeenValue[] {
  const seen = new Map<string, SeenValue>();
  collect(detection.explain(subject), seen);
  return [...seen.values()];
}

function collect(explanation: Explanation, seen: Map<string, SeenValue>): void {
  const { matched, field, actual, parts } = explanation;
  if (!matched || seen.size >= mostValues) return;
  if (field !== undefined && actual !== undefined && !seen.has(field))
    seen.set(field, boundValue({ field, value: textOf(actual) }));
  for (const part of parts) collect(part, seen);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
