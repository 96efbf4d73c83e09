import { z } from 'zod';
import { checkValue, mapOf } from '../check-value.ts';
import type { Fault } from '../detection/detection.ts';
import { length } from './parse-length.ts';
import {
  allowedLateness,
  comparisonsOf,
  countFaults,
  fieldList,
  fire,
  operators,
  type ParsedCounting,
} from './schema-parts.ts';

const types = [
  'event_count',
  'value_count',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
  'temporal',
  'temporal_ordered',
] as const;

const reference = z.string({ error: 'expected the id or name of a rule' }).min(1, 'expected the id or name of a rule');

const conditionMap = mapOf({
  field: fieldList.optional(),
  percentile: z.number().min(0).max(100, 'expected a percentile from 0 to 100').optional(),
  ...operators,
});

const correlationBlock = mapOf({
  type: z.enum(types, { error: `expected one of ${types.join(', ')}` }),
  rules: z
    .union([reference, z.array(reference).min(1).max(100)], { error: 'expected a list of rule ids or names' })
    .transform((given) => (typeof given === 'string' ? [given] : given)),
  'group-by': fieldList.optional(),
  timespan: length,
  condition: z.union([conditionMap, z.string()], { error: 'expected a map like {gte: 5}' }).optional(),
  field: fieldList.optional(),
  aliases: z.record(z.string(), z.record(z.string(), z.string().min(1))).default({}),
  generate: z.boolean({ error: 'expected true or false' }).default(false),
  fire,
  allowed_lateness: allowedLateness,
});

type CorrelationBlock = z.infer<typeof correlationBlock>;
type ConditionMap = z.infer<typeof conditionMap>;

/**
 * The `correlation:` block of a Sigma document: what it counts, or everything that is wrong with it. `rules` and
 * `aliases` are as written; `orderCounted` turns names into ids. `fire` and `allowed_lateness` are Irene's.
 */
export function parseCorrelation(block: unknown): ParsedCounting {
  const parsed = checkValue(block, correlationBlock);
  if ('faults' in parsed) return parsed;
  const { data } = parsed;
  const condition = typeof data.condition === 'object' ? data.condition : {};
  const faults = [...rulesFaults(data), ...conditionFaults(data, condition), ...aliasFaults(data)];
  if (faults.length > 0) return { faults };
  const fields = condition.field ?? data.field ?? [];
  return {
    counting: {
      type: data.type === 'value_median' ? 'value_percentile' : data.type,
      rules: data.rules,
      by: data['group-by'] ?? [],
      aliases: data.aliases,
      withinMs: data.timespan,
      conditions: comparisonsOf(condition),
      fields,
      ...(takesPercentile(data.type) ? { percentile: condition.percentile ?? 50 } : {}),
      fire: data.fire,
      latenessMs: data.allowed_lateness ?? data.timespan,
      generate: data.generate,
    },
  };
}

function takesPercentile(type: CorrelationBlock['type']): boolean {
  return type === 'value_percentile' || type === 'value_median';
}

function isTemporal({ type }: CorrelationBlock): boolean {
  return type === 'temporal' || type === 'temporal_ordered';
}

function rulesFaults(data: CorrelationBlock): Fault[] {
  const twice = data.rules.findIndex((rule, index) => data.rules.indexOf(rule) !== index);
  return twice === -1 ? [] : [{ path: ['rules', twice], message: 'this rule stands here twice' }];
}

function conditionFaults(data: CorrelationBlock, condition: ConditionMap): Fault[] {
  if (typeof data.condition === 'string') return wordFaults(data, data.condition);
  const faults: Fault[] = [];
  const fields = condition.field ?? data.field;
  const needsField = data.type.startsWith('value_');
  if (needsField && fields === undefined)
    faults.push({ path: ['condition'], message: `field is missing: ${data.type} looks at the values of a field` });
  if (!needsField && fields !== undefined)
    faults.push({ path: ['condition'], message: `field has no meaning in ${data.type}` });
  if (needsField && data.type !== 'value_count' && fields !== undefined && fields.length > 1)
    faults.push({ path: ['condition', 'field'], message: `${data.type} looks at one field` });
  if (condition.percentile !== undefined && data.type !== 'value_percentile')
    faults.push({ path: ['condition', 'percentile'], message: `percentile has no meaning in ${data.type}` });
  if (comparisonsOf(condition).length === 0 && !isTemporal(data))
    faults.push({ path: ['condition'], message: 'expected one of gt, gte, lt, lte, eq, neq' });
  if (!needsField || data.type === 'value_count') faults.push(...countFaults(condition, ['condition']));
  return faults;
}

/** Sigma lets a temporal condition say `a and b and c`: all of its rules, as without a condition. */
function wordFaults(data: CorrelationBlock, words: string): Fault[] {
  const path = ['condition'];
  if (!isTemporal(data)) return [{ path, message: 'expected a map like {gte: 5}' }];
  const named = words.trim().split(/\s+and\s+/i);
  const isAll = named.length === data.rules.length && data.rules.every((rule) => named.includes(rule));
  return isAll ? [] : [{ path, message: 'expected all of its rules joined by "and", a map like {gte: 2}, or nothing' }];
}

function aliasFaults(data: CorrelationBlock): Fault[] {
  return Object.entries(data.aliases).flatMap(([name, fields]) => {
    const alien = Object.keys(fields).filter((rule) => !data.rules.includes(rule));
    return alien.map((rule) => ({ path: ['aliases', name, rule], message: `${rule} does not stand in rules` }));
  });
}
