import { unknownFields } from './catalogue/unknown-fields.ts';
import type { Counting } from './counting/counting.ts';
import type { Detection, Fault, FieldUse } from './detection/detection.ts';
import { logNamed } from './detection/logsource.ts';
import type { Logsource } from './rule.ts';

/** What a detection rule names fields in. */
export interface NamesFields {
  detection: Detection;
  key: readonly string[];
  counting?: Counting;
}

/** Fields of a rule that no record of its log has as far as is known: it would be silently dead. Each is told once. */
export function fieldWarnings(logsource: Logsource, rule: NamesFields): Fault[] {
  const uses = usesOf(rule);
  const log = logNamed(logsource);
  const named: Logsource = {
    ...(log.product === undefined ? {} : { product: log.product }),
    ...(log.service === undefined ? {} : { service: log.service }),
  };
  const unknown = unknownFields(
    named,
    uses.map(({ field }) => field),
  );
  return unknown.flatMap(({ field, nearest }) => {
    const use = uses.find((one) => one.field === field);
    return use === undefined ? [] : [{ path: use.path, message: messageOf(field, nearest) }];
  });
}

function messageOf(field: string, nearest: string[]): string {
  const meant = nearest.length === 0 ? '' : ` (did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?)`;
  return `no record of this log has the field ${field} as far as Irene knows${meant}`;
}

function usesOf({ detection, key, counting }: NamesFields): FieldUse[] {
  return [
    ...detection.fields.map(({ field, path }) => ({ field, path: ['detection', ...path] })),
    ...key.map((field, at) => ({ field, path: ['key', at] })),
    ...(counting?.by ?? []).map((field, at) => ({ field, path: ['count', 'by', at] })),
    ...(counting?.fields ?? []).map((field, at) => ({ field, path: ['count', 'distinct', at] })),
  ];
}
