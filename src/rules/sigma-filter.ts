import { z } from 'zod';
import type { JsonObject } from '#core/json.ts';
import { compileDetection } from './detection/compile-detection.ts';
import type { Detection, Fault } from './detection/detection.ts';
import { fieldMapOf } from './detection/field-map.ts';
import type { KindContext, RuleSource } from './kind.ts';
import type { Logsource } from './rule.ts';
import { readSigma, sigmaKeys } from './sigma-keys.ts';

/** A Sigma Filter: what must hold besides, in the rules that it names: https://sigmahq.io/docs/meta/filters.html */
export interface SigmaFilter {
  id: string;
  /** Ids or names; `any`: all rules of its logsource. */
  rules: string[] | 'any';
  logsource: Logsource;
  detection: Detection;
  isOff: boolean;
}

const word = z
  .string({ error: 'expected text' })
  .transform((text) => text.toLowerCase())
  .optional();
const names = z.array(z.string({ error: 'expected the id or name of a rule' }).min(1)).min(1, 'expected a rule');

const keys = {
  ...sigmaKeys,
  logsource: z.object({ product: word, service: word, category: word }).default({}),
  filter: z.looseObject(
    {
      rules: z.union([names, z.string().min(1)], { error: 'expected a list of rule ids or names, or any' }),
      condition: z.unknown().optional(),
    },
    {
      error: (issue) =>
        issue.code === 'invalid_type' ? 'expected a map with rules, selections and a condition' : undefined,
    },
  ),
  level: z.unknown().optional(),
};

/** Reads a document with `filter:`. */
export function readFilter(
  source: RuleSource,
  context: KindContext,
): { filter: SigmaFilter; warnings: Fault[] } | { faults: Fault[] } {
  const checked = readSigma(source, keys, context);
  if ('faults' in checked) return checked;
  const { file, base, warnings } = checked;
  const { product, service, category } = file.logsource;
  const logsource: Logsource = {
    ...(product === undefined ? {} : { product }),
    ...(service === undefined ? {} : { service }),
    ...(category === undefined ? {} : { category }),
  };
  const { rules: named, ...block } = file.filter;
  const fieldMap = fieldMapOf(logsource);
  const options = { lists: context.lists, ...(fieldMap === undefined ? {} : { fieldMap }) };
  const compiled = compileDetection(block as JsonObject, options);
  if ('faults' in compiled)
    return { faults: compiled.faults.map(({ path, message }) => ({ path: ['filter', ...path], message })) };
  const rules = typeof named === 'string' ? (named === 'any' ? named : [named]) : named;
  return {
    filter: { id: base.id, rules, logsource, detection: compiled.detection, isOff: base.status === 'off' },
    warnings,
  };
}

/** Whether a filter is about rules of this logsource: what it names, they name too. */
export function isAbout({ logsource }: SigmaFilter, of: Logsource): boolean {
  const parts = ['product', 'service', 'category'] as const;
  return parts.every((part) => logsource[part] === undefined || logsource[part] === of[part]);
}
