import type { Json, JsonObject } from '#core/json.ts';
import { compileDetection } from '#rules/detection/compile-detection.ts';
import type { Detection, Subject } from '#rules/detection/detection.ts';
import type { FieldMap } from '#rules/detection/field-map.ts';
import type { Lists } from '#rules/rule.ts';

export interface Given {
  lists?: Record<string, (string | number | boolean | null)[]>;
  fieldMap?: FieldMap;
}

function compile(block: JsonObject, { lists = {}, fieldMap }: Given) {
  const named: Lists = new Map(Object.entries(lists));
  return compileDetection(block, { lists: named, ...(fieldMap ? { fieldMap } : {}) });
}

/** Compiles a block that must be without fault. */
export function detect(block: JsonObject, given: Given = {}): Detection {
  const compiled = compile(block, given);
  if ('detection' in compiled) return compiled.detection;
  throw new Error(JSON.stringify(compiled.faults));
}

/** The faults of a block, as `path: message`. */
export function faultsOf(block: JsonObject, given: Given = {}): string[] {
  const compiled = compile(block, given);
  return 'faults' in compiled
    ? compiled.faults.map(({ path, message }) => `${path.map(String).join('/')}: ${message}`)
    : [];
}

/** Whether a record matches `{s: selection, condition: s}`. */
export function isMatch(selection: Json, fields: JsonObject, given: Given & Omit<Subject, 'fields'> = {}): boolean {
  const { lists, fieldMap, ...subject } = given;
  const compiled = detect(
    { s: selection, condition: 's' },
    { ...(lists ? { lists } : {}), ...(fieldMap ? { fieldMap } : {}) },
  );
  return compiled.matches({ fields, ...subject });
}
