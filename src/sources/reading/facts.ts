import type { Fact } from '#core/alert.ts';

/** The facts whose value is known, in the given order. */
export function factsOf(pairs: [label: string, value: string | undefined][]): Fact[] {
  return pairs.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
}

/** Different texts, in the order they came, with commas; undefined when there is none. */
export function listed(texts: (string | undefined)[]): string | undefined {
  const known = [...new Set(texts.filter((text) => text !== undefined && text !== ''))];
  return known.length === 0 ? undefined : known.join(', ');
}

/** `first (second, third)`, of those that are known. */
export function withDetail(first: string | undefined, ...details: (string | undefined)[]): string | undefined {
  if (first === undefined) return undefined;
  const detail = listed(details);
  return detail === undefined ? first : `${first} (${detail})`;
}
