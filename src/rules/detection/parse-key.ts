import type { Step } from './field.ts';

/** How many elements of a list must be as wanted: Sigma enhancement proposal 212. */
export const quantifiers = ['any', 'all', 'all_or_empty', 'none'] as const;
export type Quantifier = (typeof quantifiers)[number];

/** A key of a detection map, taken apart: `IpPermissions[any].FromPort|gte`. */
export interface Key {
  field: string;
  modifiers: string[];
}

/** A field's name up to its first quantifier, and what stands behind it. */
export interface Scoped {
  steps: Step[];
  quantifier?: Quantifier;
  /** The name within an element; empty: the element itself. */
  rest: string;
}

export function splitKey(key: string): Key {
  const [field = '', ...modifiers] = key.split('|');
  return { field: field.trim(), modifiers: modifiers.map((modifier) => modifier.trim()) };
}

/** A selector in brackets, unless the bracket is escaped. */
const selector = /(?<!\\)\[(any|all|all_or_empty|none|-?\d{1,9})\]/g;
const nearSelector = /(?<!\\)\[([a-z_]+)\]/i;

/** A word in brackets that is no selector; a literal bracket is written `\[`. */
export function unknownSelectorIn(field: string): string | undefined {
  return nearSelector.exec(field.replaceAll(selector, ''))?.[1];
}

/** Takes a field's name apart. `.` is the element itself. */
export function parseField(field: string): Scoped {
  const steps: Step[] = [];
  let at = 0;
  for (const match of field.matchAll(selector)) {
    pushNames(steps, field.slice(at, match.index));
    at = match.index + match[0].length;
    const word = match[1] ?? '';
    if (!isQuantifier(word)) steps.push({ at: Number(word) });
    else return { steps, quantifier: word, rest: field.slice(at).replace(/^\./, '') };
  }
  pushNames(steps, field.slice(at));
  return { steps, rest: '' };
}

function pushNames(steps: Step[], text: string): void {
  const names = text.replace(/^\./, '').replaceAll('\\[', '[').replaceAll('\\]', ']');
  if (names !== '') steps.push({ names: names.split('.') });
}

function isQuantifier(word: string): word is Quantifier {
  return (quantifiers as readonly string[]).includes(word);
}
