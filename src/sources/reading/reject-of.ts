import type { Read } from '#core/source.ts';
import type { z } from 'zod';

/** The reject of an element that is not what it should be, with the places that are wrong: `resource.id: …`. */
export function rejectOf(what: string, error: z.ZodError, index: number): Read {
  const issues = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.map(String).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return { reject: { index, reason: `no ${what}: ${issues.join('; ')}` } };
}
