import { z } from 'zod';
import { compileSubject, fieldFaults } from '../compile-subject.ts';
import { kindOf } from '../kind.ts';
import { fields } from '../schema-parts.ts';

const expectedName = 'expected a name of a-z, 0-9, -, _ and .';

/** What makes two alerts one. */
export const identity = kindOf({
  name: 'identity',
  folder: 'identity',
  keys: {
    order: z.number({ error: 'expected a number' }).default(1000),
    detection: z.unknown().optional(),
    by: fields.min(1, 'expected at least one field'),
    /** Rules of one name make one case of what they match; without it each has its own. */
    name: z
      .string({ error: expectedName })
      .regex(/^[A-Za-z0-9][\w.-]{0,119}$/, expectedName)
      .optional(),
  },
  toRule(file, base, { lists }) {
    const { detection, faults, warnings } = compileSubject(file.detection, 'identity', lists);
    const wrong = [...faults, ...fieldFaults(file.by, 'identity', ['by'])];
    if (detection === undefined || wrong.length > 0) return { faults: wrong };
    const name = file.name ?? base.id;
    return { rule: { ...base, kind: 'identity', order: file.order, detection, by: file.by, name }, warnings };
  },
});
