import type { JsonObject } from '#core/json.ts';
import { keyText, readField } from './counting/read-field.ts';

/** The values of these fields as texts; undefined when one of them has none. */
export function keyValues(fields: JsonObject, by: readonly string[]): string[] | undefined {
  const values = by.map((field) => keyText(readField(fields, field)));
  return values.every((value) => value !== undefined && value !== '') ? (values as string[]) : undefined;
}
