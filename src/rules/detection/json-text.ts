import type { Json, JsonObject } from '#core/json.ts';

/** A value that is no list and not null: what tests look at. */
export type Single = Exclude<Json, null | Json[]>;

/** Whether a value is an object: neither a list nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How a value is compared: strings as they are, numbers and booleans as JSON writes them, objects as compact JSON. */
export function textOf(value: Single): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Whether one of the values is as wanted: of a list any element, however deep; null never is. */
export function anyElement(value: Json, isWanted: (value: Single) => boolean): boolean {
  if (value === null) return false;
  if (!Array.isArray(value)) return isWanted(value);
  for (const element of value) if (anyElement(element, isWanted)) return true;
  return false;
}
