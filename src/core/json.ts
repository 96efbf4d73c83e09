/** Anything `JSON.parse` can give. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** A moment as ISO 8601 in UTC with milliseconds, e.g. `2026-01-31T09:00:00.000Z`: sorts as text. */
export type Instant = string;
