import { hash } from 'node:crypto';
import type { Json, JsonObject } from '#core/json.ts';

/** Values longer than this are kept as their beginning and a hash of the whole. */
const mostValue = 200;
const mostDepth = 100;

/**
 * The value that `path` leads to: a key that is written with dots wins over the walk; where the walk crosses an array,
 * the values of all its elements.
 */
export function readField(record: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(record, path)) return record[path];
  return path.includes('.') ? walk(record, path.split('.')) : undefined;
}

function walk(from: Json, parts: string[]): Json | undefined {
  let value: Json | undefined = from;
  for (const [index, part] of parts.entries()) {
    if (Array.isArray(value)) return index > mostDepth ? undefined : ofEach(value, parts.slice(index));
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

function ofEach(list: Json[], parts: string[]): Json | undefined {
  const found = list.flatMap((element) => walk(element, parts) ?? []);
  return found.length > 1 ? found : found[0];
}

/**
 * A value as a part of a key or as one to tell apart: its text, lists and objects as compact JSON, bounded. Undefined
 * for what is absent or null: such an event is matched but not counted.
 */
export function keyText(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return boundText(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Numbers, also those written as text. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** The same text when it is short; else its beginning with a hash, so that two long ones stay two. */
export function boundText(text: string): string {
  if (text.length <= mostValue) return text.isWellFormed() ? text : text.toWellFormed();
  return `${text.slice(0, 150).toWellFormed()}…#${hash('sha256', text).slice(0, 32)}`;
}
