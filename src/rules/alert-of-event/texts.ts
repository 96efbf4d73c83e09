import type { Fact } from '#core/alert.ts';
import type { Json, JsonObject } from '#core/json.ts';

const longest = 500;

/** The text or number at the end of a path of names and positions in lists; undefined when there is none. */
export function textAt(from: Json | undefined, path: string): string | undefined {
  let value = from;
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(name)];
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined;
}

/** Facts of a record: each the first of its paths that leads to a text; none for those that lead nowhere. */
export function factsFrom(record: JsonObject, labels: [label: string, paths: string[]][]): Fact[] {
  return labels.flatMap(([label, paths]) => {
    const value = paths.map((path) => textAt(record, path)).find((text) => text !== undefined);
    return value === undefined ? [] : [{ label, value }];
  });
}
