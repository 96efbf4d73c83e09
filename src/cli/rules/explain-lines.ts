import type { Json } from '#core/json.ts';
import type { Explanation } from '#rules/detection/detection.ts';
import { plainText } from '../plain-text.ts';

const longest = 200;

/** The tree of an explanation for a terminal: what held (✓), what did not (✗), and what was there instead. */
export function explainLines(explanation: Explanation, indent = ''): string[] {
  const { matched, what, parts } = explanation;
  const line = `${indent}${matched ? '✓' : '✗'} ${plainText(what, 400)}${parts.length === 0 ? foundText(explanation) : ''}`;
  return [line, ...parts.flatMap((part) => explainLines(part, `${indent}  `))];
}

function foundText({ actual }: Explanation): string {
  return actual === undefined ? ' (absent)' : ` (there: ${valueText(actual)})`;
}

/** A value from outside as a short text. */
function valueText(value: Json): string {
  return plainText(typeof value === 'string' ? value : JSON.stringify(value), longest);
}
