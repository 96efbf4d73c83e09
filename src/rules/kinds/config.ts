import { z } from 'zod';
import { mapOf } from '../check-value.ts';
import { blockOf, factWarnings, underDetection } from '../compile-subject.ts';
import { compileDetection } from '../detection/compile-detection.ts';
import { kindOf } from '../kind.ts';
import { level, line, routingKeys, routingOf } from '../schema-parts.ts';

/** Resource snapshot → alert while it matches. */
export const config = kindOf({
  name: 'config',
  folder: 'config',
  keys: {
    ...routingKeys,
    resource: mapOf({
      provider: z.enum(['aws', 'gcp', 'other'], { error: 'expected aws, gcp or other' }),
      type: line,
    }),
    detection: z.unknown().optional(),
    level,
  },
  toRule(file, base, { lists }) {
    const checked = blockOf(file.detection);
    if ('faults' in checked) return checked;
    const compiled = compileDetection(checked.block, { lists });
    if ('faults' in compiled) return { faults: underDetection(compiled.faults) };
    const { resource, level: severity } = file;
    const { detection } = compiled;
    const rule = { ...base, kind: 'config' as const, resource, detection, severity, routing: routingOf(file) };
    return { rule, warnings: factWarnings(detection) };
  },
});
