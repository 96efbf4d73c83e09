import type { Json, JsonObject } from '#core/json.ts';

export type { JsonObject } from '#core/json.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one for whatever else it is. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A text that is not empty, numbers as text; undefined for anything else. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** True when one of the first elements is: enough to know a file by, whatever stands further down. */
export function hasEarly(values: Json | undefined, is: (value: Json) => boolean): boolean {
  return Array.isArray(values) && values.slice(0, 20).some(is);
}
