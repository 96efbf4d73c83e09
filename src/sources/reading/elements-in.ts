import type { Json } from '#core/json.ts';
import { isObject } from './objects.ts';

/** The elements of a file that is a list, or holds one by the first of these names that is there; undefined for a single one. */
export function elementsIn(value: Json, ...names: string[]): Json[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const list = names.map((name) => value[name]).find((each) => each !== undefined && each !== null);
  return Array.isArray(list) ? list : undefined;
}
