import { z } from 'zod';
import { mapOf } from '../check-value.ts';
import { blockOf, factWarnings, underDetection } from '../compile-subject.ts';
import { parseCount } from '../counting/parse-count.ts';
import type { Counting } from '../counting/counting.ts';
import { compileDetection } from '../detection/compile-detection.ts';
import type { Detection, Fault } from '../detection/detection.ts';
import { fieldMapOf } from '../detection/field-map.ts';
import { fieldWarnings } from '../field-warnings.ts';
import type { Kind, KindContext, Made, RuleSource } from '../kind.ts';
import type { DetectionRule, Lists, Logsource } from '../rule.ts';
import { fields, level, line, routingKeys, routingOf } from '../schema-parts.ts';
import { readSigma, sigmaKeys } from '../sigma-keys.ts';

const word = line.transform((text) => text.toLowerCase()).optional();
const logsourceKeys = { product: word, service: word, category: word, definition: z.unknown().optional() };

const keys = {
  ...sigmaKeys,
  ...routingKeys,
  logsource: mapOf(logsourceKeys),
  detection: z.unknown().optional(),
  level: level.optional(),
  key: fields.default([]),
  count: z.unknown().optional(),
};

/** A document that is taken as it is may say more of its logsource than Sigma knows. */
const looseKeys = { ...keys, logsource: z.object(logsourceKeys) };

/** Audit event → alert; Sigma's own rules too. */
export const detection: Kind = { name: 'detection', folder: 'detect', read };

function read(source: RuleSource, context: KindContext): Made<DetectionRule> {
  const checked = readSigma(source, context.isSigma ? looseKeys : keys, context);
  if ('faults' in checked) return checked;
  const { file, base, warnings } = checked;
  const logsource = logsourceOf(file.logsource);
  const compiled = compile(file.detection, logsource, context.lists);
  const counted = countOf(file.count, base.id);
  const faults = [...compiled.faults, ...counted.faults, ...missing(file.level, logsource, context)];
  if (compiled.detection === undefined || faults.length > 0) return { faults };
  const rule: DetectionRule = {
    ...base,
    kind: 'detection',
    logsource,
    detection: compiled.detection,
    severity: file.level ?? 'medium',
    key: file.key,
    ...(counted.counting === undefined ? {} : { counting: counted.counting }),
    routing: routingOf(file),
  };
  return { rule, warnings: [...warnings, ...factWarnings(rule.detection), ...fieldWarnings(logsource, rule)] };
}

function logsourceOf({ product, service, category }: z.infer<typeof keys.logsource>): Logsource {
  return {
    ...(product === undefined ? {} : { product }),
    ...(service === undefined ? {} : { service }),
    ...(category === undefined ? {} : { category }),
  };
}

function missing(severity: unknown, logsource: Logsource, { isSigma }: KindContext): Fault[] {
  const faults: Fault[] = [];
  if (severity === undefined && !isSigma)
    faults.push({ path: [], message: 'level is missing: critical, high, medium, low or none' });
  if (Object.keys(logsource).length === 0)
    faults.push({ path: ['logsource'], message: 'expected a product, a service or a category' });
  return faults;
}

function compile(block: unknown, logsource: Logsource, lists: Lists): { detection?: Detection; faults: Fault[] } {
  const checked = blockOf(block);
  if ('faults' in checked) return checked;
  const fieldMap = fieldMapOf(logsource);
  const compiled = compileDetection(checked.block, { lists, ...(fieldMap === undefined ? {} : { fieldMap }) });
  return 'faults' in compiled ? { faults: underDetection(compiled.faults) } : { ...compiled, faults: [] };
}

function countOf(block: unknown, id: string): { counting?: Counting; faults: Fault[] } {
  if (block === undefined) return { faults: [] };
  const parsed = parseCount(block, id);
  if ('counting' in parsed) return { ...parsed, faults: [] };
  return { faults: parsed.faults.map(({ path, message }) => ({ path: ['count', ...path], message })) };
}
