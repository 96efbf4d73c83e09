import type { Json, JsonObject } from '#core/json.ts';
import { alertFields } from './alert-subject.ts';
import { compileDetection } from './detection/compile-detection.ts';
import type { Detection, Fault } from './detection/detection.ts';
import { didYouMean } from './detection/nearest.ts';
import { knownFacts } from './fact-names.ts';
import type { Lists, Rule } from './rule.ts';

/** The detection of a rule about alerts, and what is wrong or doubtful in it; paths begin with `detection`. */
export interface CompiledSubject {
  detection?: Detection;
  faults: Fault[];
  warnings: Fault[];
}

type AboutAlerts = Exclude<Rule['kind'], 'detection' | 'correlation' | 'config'>;

/** Compiles the `detection:` of a severity, close, identity or silence rule and checks that its fields are there. */
export function compileSubject(block: unknown, kind: AboutAlerts, lists: Lists): CompiledSubject {
  const checked = blockOf(block);
  if ('faults' in checked) return { ...checked, warnings: [] };
  const compiled = compileDetection(inOurWords(checked.block), { lists });
  if ('faults' in compiled) return { faults: underDetection(compiled.faults), warnings: [] };
  const { detection } = compiled;
  const faults = detection.fields.flatMap(({ field, path }) => fieldFault(field, kind, ['detection', ...path]));
  return {
    ...(faults.length > 0 ? {} : { detection }),
    faults,
    warnings: factWarnings(detection),
  };
}

const levelKey = /^alert\.(?:level|severity)(?:\||$)/;

/** Sigma's words for the lowest severity mean `none` here too, where the level of an alert is asked for. */
function inOurWords(block: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(block).map(([key, value]) => [key, levelKey.test(key) ? asNone(value) : insideOf(value)]),
  );
}

function insideOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(insideOf);
  return typeof value === 'object' && value !== null ? inOurWords(value) : value;
}

function asNone(value: Json): Json {
  if (Array.isArray(value)) return value.map(asNone);
  return typeof value === 'string' && /^info(?:rmational)?$/i.test(value) ? 'none' : value;
}

/** The block under `detection:` when it is a map. */
export function blockOf(block: unknown): { block: JsonObject } | { faults: Fault[] } {
  if (block === undefined) return { faults: [{ path: [], message: 'detection is missing' }] };
  const value = block as Json;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { block: value };
  return { faults: [{ path: ['detection'], message: 'expected a map of selections with a condition' }] };
}

/** Paths from the root of the document instead of from the block. */
export function underDetection(faults: Fault[]): Fault[] {
  return faults.map(({ path, message }) => ({ path: ['detection', ...path], message }));
}

/** What is wrong with a list of fields that stands at `path`. */
export function fieldFaults(fields: readonly string[], kind: AboutAlerts, path: PropertyKey[]): Fault[] {
  return fields.flatMap((field, index) => fieldFault(field, kind, [...path, index]));
}

const open = ['update.', 'resource.', 'facts.', 'alert.facts.'];

function fieldFault(field: string, kind: AboutAlerts, path: PropertyKey[]): Fault[] {
  if (field === '' || open.some((root) => field.startsWith(root))) return [];
  if (field === 'update' || field === 'resource' || field === 'alert.facts') return [];
  if ((alertFields as readonly string[]).includes(field)) return [];
  const nearest = didYouMean(field, [...alertFields, `update.${field}`, `resource.${field}`]);
  const about = `the fields of a ${kind} rule begin with alert., update., resource. or facts.`;
  return [{ path, message: `no such field: ${field}${nearest}; ${about}` }];
}

/** Facts that nobody knows: they stay unknown, so the rule may never apply. */
export function factWarnings({ fields }: Detection): Fault[] {
  return fields.flatMap(({ field, path }) => {
    if (!field.startsWith('facts.') || field.startsWith('facts.first_seen.')) return [];
    if ((knownFacts as readonly string[]).includes(field)) return [];
    return [{ path: ['detection', ...path], message: `no such fact: ${field}${didYouMean(field, knownFacts)}` }];
  });
}
