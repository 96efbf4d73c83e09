import { z } from 'zod';
import { checkValue, mapOf } from '../check-value.ts';
import type { Fault } from '../detection/detection.ts';
import type { Counting } from './counting.ts';
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

const countBlock = mapOf({
  by: fieldList.optional(),
  within: length.optional(),
  at_least: z.number({ error: 'expected a number' }).optional(),
  ...operators,
  distinct: fieldList.optional(),
  first_seen: length.optional(),
  fire,
  allowed_lateness: allowedLateness,
});

type CountBlock = z.infer<typeof countBlock>;

/** The `count:` block of a detection rule: what it counts, or everything that is wrong with it. */
export function parseCount(block: unknown, ruleId: string): ParsedCounting {
  const parsed = checkValue(block, countBlock);
  if ('faults' in parsed) return parsed;
  const { data } = parsed;
  const faults = data.first_seen === undefined ? windowFaults(data) : firstSeenFaults(data);
  if (faults.length > 0) return { faults };
  const withinMs = data.first_seen ?? data.within ?? 0;
  return {
    counting: {
      type: typeOf(data),
      rules: [ruleId],
      by: data.by ?? [],
      aliases: {},
      withinMs,
      conditions: conditionsOf(data),
      fields: data.distinct ?? [],
      fire: data.fire,
      latenessMs: data.allowed_lateness ?? withinMs,
      generate: false,
    },
  };
}

function typeOf(data: CountBlock): Counting['type'] {
  if (data.first_seen !== undefined) return 'first_seen';
  return data.distinct === undefined ? 'event_count' : 'value_count';
}

function conditionsOf({ at_least, ...data }: CountBlock) {
  return comparisonsOf({ ...data, ...(at_least === undefined ? {} : { gte: at_least }) });
}

function windowFaults(data: CountBlock): Fault[] {
  const faults = countFaults(data, []);
  if (data.at_least !== undefined && data.at_least < 1)
    faults.push({ path: ['at_least'], message: 'expected at least 1' });
  faults.push(...countFaults({ gte: data.at_least }, []).map((fault) => ({ ...fault, path: ['at_least'] })));
  if (data.within === undefined)
    faults.push({ path: [], message: 'within is missing: how long events count together' });
  if (data.at_least !== undefined && data.gte !== undefined)
    faults.push({ path: ['gte'], message: 'at_least and gte say the same: write one of them' });
  if (conditionsOf(data).length === 0)
    faults.push({ path: [], message: 'at_least is missing: from how many on it fires (or gt, gte, lt, lte, eq, neq)' });
  return faults;
}

function firstSeenFaults(data: CountBlock): Fault[] {
  const faults: Fault[] = [];
  const alien = ['within', 'at_least', 'gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
  for (const key of alien)
    if (data[key] !== undefined) faults.push({ path: [key], message: `${key} has no meaning beside first_seen` });
  if (data.by === undefined && data.distinct === undefined)
    faults.push({ path: ['first_seen'], message: 'of which field? Write by, distinct or both' });
  if (data.fire !== 'once') faults.push({ path: ['fire'], message: 'a value is seen for the first time only once' });
  return faults;
}
