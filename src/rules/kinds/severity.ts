import { z } from 'zod';
import { mapOf } from '../check-value.ts';
import { compileSubject } from '../compile-subject.ts';
import { length } from '../counting/parse-length.ts';
import type { Fault } from '../detection/detection.ts';
import { kindOf } from '../kind.ts';
import type { SeverityRule } from '../rule.ts';
import { adjustmentKeys, adjustmentsOf, fields, type Adjusting } from '../schema-parts.ts';

const expectedFrom = 'expected a whole number from 1';

const repeatBlock = mapOf({
  by: fields.min(1, 'expected at least one field'),
  within: length,
  steps: z
    .array(mapOf({ from: z.int({ error: expectedFrom }).min(1, expectedFrom).max(5000), ...adjustmentKeys }), {
      error: 'expected a list of steps like {from: 2, lower: 1}',
    })
    .min(1, 'expected at least one step')
    .max(20),
});

type RepeatBlock = z.infer<typeof repeatBlock>;

/** Alert → another severity, with a reason. */
export const severity = kindOf({
  name: 'severity',
  folder: 'severity',
  keys: {
    order: z.number({ error: 'expected a number' }).default(1000),
    detection: z.unknown().optional(),
    ...adjustmentKeys,
    repeat: repeatBlock.optional(),
    final: z.boolean({ error: 'expected true or false' }).default(false),
  },
  toRule(file, base, { lists }) {
    const compiled = compileSubject(file.detection, 'severity', lists);
    const faults = [...compiled.faults, ...adjustFaults(file, file.repeat), ...repeatFaults(file.repeat)];
    if (compiled.detection === undefined || faults.length > 0) return { faults };
    const [adjust] = adjustmentsOf(file);
    const rule: SeverityRule = {
      ...base,
      kind: 'severity',
      order: file.order,
      detection: compiled.detection,
      ...(adjust === undefined ? {} : { adjust }),
      ...(file.repeat === undefined ? {} : { repeat: repeatOf(file.repeat) }),
      final: file.final,
    };
    return { rule, warnings: compiled.warnings };
  },
});

const oneOf = 'set, raise, lower, cap or floor';

function adjustFaults(file: Adjusting, repeat: RepeatBlock | undefined): Fault[] {
  const found = adjustmentsOf(file);
  if (found.length > 1) return [{ path: [found[1]?.do ?? ''], message: `expected one of ${oneOf}, not several` }];
  if (found.length === 0 && repeat === undefined)
    return [{ path: [], message: `what shall it do? Expected ${oneOf}, or repeat` }];
  return [];
}

function repeatFaults(repeat: RepeatBlock | undefined): Fault[] {
  return (repeat?.steps ?? []).flatMap((step, index, steps): Fault[] => {
    const path = ['repeat', 'steps', index];
    if (adjustmentsOf(step).length !== 1) return [{ path, message: `expected one of ${oneOf} in each step` }];
    const before = steps[index - 1];
    if (before !== undefined && before.from >= step.from)
      return [{ path: [...path, 'from'], message: 'expected steps with rising from' }];
    return [];
  });
}

function repeatOf({ by, within, steps }: RepeatBlock): NonNullable<SeverityRule['repeat']> {
  return {
    by,
    withinMs: within,
    steps: steps.flatMap((step) => adjustmentsOf(step).map((adjust) => ({ from: step.from, adjust }))),
  };
}
