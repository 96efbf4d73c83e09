import { z } from 'zod';
import type { Fault } from './detection/detection.ts';
import { didYouMean } from './detection/nearest.ts';

/** A map with these keys and no others; one that is not there is told with the nearest that is. */
export function mapOf<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, known);
      return issue.code === 'invalid_type'
        ? `expected a map with keys such as ${known.slice(0, 3).join(', ')}`
        : undefined;
    },
  });
}

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  return keys.map((key) => `unknown key \`${key}\`${didYouMean(key, known)}`).join('; ');
}

/** The value as the schema reads it, or what is wrong with it. */
export function checkValue<T>(value: unknown, schema: z.ZodType<T>): { data: T } | { faults: Fault[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data };
  return { faults: parsed.error.issues.map((issue) => faultOf(issue, value)) };
}

/** An unknown key is told where it stands. */
function faultOf(issue: z.core.$ZodIssue, root: unknown): Fault {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') return { path: [...path, ...issue.keys.slice(0, 1)], message };
  if (path.length === 0 || isThere(root, path)) return { path, message };
  return { path, message: message.startsWith('Invalid input') ? 'this is needed' : `this is needed: ${message}` };
}

function isThere(root: unknown, path: readonly PropertyKey[]): boolean {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as { [key: PropertyKey]: unknown })[step];
  }
  return value !== undefined;
}
