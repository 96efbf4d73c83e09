import { z } from 'zod';
import { compileSubject } from '../compile-subject.ts';
import { kindOf } from '../kind.ts';
import { line } from '../schema-parts.ts';

const expected = 'expected a day like 2026-03-31 (to its end, in UTC) or a moment like 2026-03-31T18:00:00+09:00';
const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A day counts to its end. */
const until = z
  .string({ error: expected })
  .refine((text) => (day.test(text) || moment.test(text)) && isRealDay(text.slice(0, 10)), expected)
  .refine((text) => !Number.isNaN(Date.parse(text)), expected)
  .transform((text) => new Date(day.test(text) ? `${text}T23:59:59.999Z` : text).toISOString());

/** `2026-02-30` is read as a day of March. */
function isRealDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Matching alerts make no noise until then. */
export const silence = kindOf({
  name: 'silence',
  folder: 'silence',
  keys: { detection: z.unknown().optional(), until, reason: line },
  toRule(file, base, { lists }) {
    const { detection, faults, warnings } = compileSubject(file.detection, 'silence', lists);
    if (detection === undefined) return { faults };
    return { rule: { ...base, kind: 'silence', detection, until: file.until, reason: file.reason }, warnings };
  },
});
