import type { JsonObject } from '#core/json.ts';
import type { Lists } from '../rule.ts';
import type { Check } from './check.ts';
import { compileDetectionBlock } from './compile-block.ts';
import type { Context } from './context.ts';
import type { Detection, Fault, FieldUse } from './detection.ts';
import { explain } from './explain.ts';
import type { FieldMap } from './field-map.ts';
import { matcherOf } from './matcher-of.ts';

export interface CompileOptions {
  /** What `%name%` stands for. */
  lists: Lists;
  /** Other names of the record's fields: `fieldMapOf(logsource)`. */
  fieldMap?: FieldMap;
}

/** Compiles the `detection:` block of a rule, or says everything that is wrong with it. */
export function compileDetection(
  block: JsonObject,
  { lists, fieldMap }: CompileOptions,
): { detection: Detection } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const fields: FieldUse[] = [];
  const context: Context = { lists, ...(fieldMap ? { fieldMap } : {}), faults, fields, inside: '', path: [] };
  const check = compileDetectionBlock(block, context);
  if (faults.length > 0 || check === undefined) return { faults };
  return { detection: detectionOf(check, fields) };
}

/** The detection that a check makes. */
export function detectionOf(check: Check, fields: FieldUse[]): Detection {
  const matches = matcherOf(check);
  return {
    matches: (subject) => matches(subject.fields, subject),
    explain: (subject) => explain(check, subject.fields, subject),
    fields,
    check,
  };
}
