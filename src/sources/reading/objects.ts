import type { Json } from '#core/json.ts';

export type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when one of the first elements is: enough to know a file by, whatever stands further down. */
export function hasEarly(values: Json | undefined, is: (value: Json) => boolean): boolean {
  return Array.isArray(values) && values.slice(0, 20).some(is);
}
