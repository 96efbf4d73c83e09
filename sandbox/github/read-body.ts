import type { Context } from 'hono';
import { GithubError, invalidRequest } from './github-error.ts';

/** The JSON of the request; {} when it is empty, 400 when it is none. */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new GithubError(400, 'Problems parsing JSON'), { cause });
  }
}

/** The JSON object of the request. */
export async function readBody(c: Context): Promise<Record<string, unknown>> {
  const body = await readJson(c);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new GithubError(400, 'Body should be a JSON object');
  }
  return body as Record<string, unknown>;
}

/** The text of a field; undefined when it is absent or null. */
export function textOf(body: Record<string, unknown>, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    throw invalidRequest(`For 'properties/${field}', ${JSON.stringify(value)} is not a string.`);
  }
  return value;
}

/** The texts of a list; labels may also come as objects with a name. Undefined when it is absent or null. */
export function namesOf(body: Record<string, unknown>, field: string): string[] | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    throw invalidRequest(`For 'properties/${field}', ${JSON.stringify(value)} is not an array.`);
  }
  return value.map((entry: unknown) => nameOf(entry, field));
}

function nameOf(entry: unknown, field: string): string {
  if (typeof entry === 'string') return entry;
  const name = typeof entry === 'object' && entry !== null ? (entry as { name?: unknown }).name : undefined;
  if (typeof name === 'string') return name;
  throw invalidRequest(`For 'items' of 'properties/${field}', ${JSON.stringify(entry)} is not a string.`);
}
