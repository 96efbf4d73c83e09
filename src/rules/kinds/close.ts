import { z } from 'zod';
import { compileSubject, fieldFaults } from '../compile-subject.ts';
import { length } from '../counting/parse-length.ts';
import type { Fault } from '../detection/detection.ts';
import { endReasons } from '../end-reason.ts';
import { kindOf } from '../kind.ts';
import type { CloseRule } from '../rule.ts';
import { fields } from '../schema-parts.ts';

/** Alert, audit event or resource change → the case is closed. */
export const close = kindOf({
  name: 'close',
  folder: 'close',
  keys: {
    detection: z.unknown().optional(),
    same: fields.default([]),
    reason: z.enum(endReasons, { error: `expected one of ${endReasons.join(', ')}` }).optional(),
    reopen: z.boolean({ error: 'expected true or false' }).default(true),
    idle: length.optional(),
  },
  toRule(file, base, { lists }) {
    const compiled = compileSubject(file.detection, 'close', lists);
    const faults = [...compiled.faults, ...fieldFaults(file.same, 'close', ['same']), ...reasonFaults(file)];
    for (const [index, field] of file.same.entries())
      if (!field.startsWith('alert.'))
        faults.push({ path: ['same', index], message: 'expected a field of the alert, such as alert.resource.id' });
    if (compiled.detection === undefined || faults.length > 0) return { faults };
    const rule: CloseRule = {
      ...base,
      kind: 'close',
      detection: compiled.detection,
      same: file.same,
      reason: file.idle === undefined ? (file.reason ?? 'fixed') : 'expired',
      reopen: file.reopen,
      ...(file.idle === undefined ? {} : { idleMs: file.idle }),
    };
    return { rule, warnings: compiled.warnings };
  },
});

function reasonFaults({ reason, idle }: { reason?: string | undefined; idle?: number | undefined }): Fault[] {
  if (idle === undefined && reason === undefined)
    return [{ path: [], message: `reason is missing: one of ${endReasons.join(', ')}` }];
  if (idle !== undefined && reason !== undefined)
    return [{ path: ['reason'], message: 'what is idle expires: no reason beside idle' }];
  return [];
}
