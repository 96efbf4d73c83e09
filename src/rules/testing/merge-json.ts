import type { Json, JsonObject } from '#core/json.ts';

/** `over` laid on `base`: maps by their keys, all the way down; anything else of `over` stands in the place of what was there. */
export function mergeJson(base: Json, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: JsonObject = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const there = Object.hasOwn(base, key) ? base[key] : undefined;
    // `__proto__` must be a key like any other
    Object.defineProperty(merged, key, {
      value: there === undefined ? value : mergeJson(there, value),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return merged;
}

/** The same with the number in the place of each `{n}`. */
export function numbered(value: Json, n: number): Json {
  if (typeof value === 'string') return value.replaceAll('{n}', String(n));
  if (Array.isArray(value)) return value.map((each) => numbered(each, n));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, numbered(each, n)]));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
