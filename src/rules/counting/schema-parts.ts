import { z } from 'zod';
import type { Fault } from '../detection/detection.ts';
import { mostCounted, type Comparison, type Counting } from './counting.ts';
import { length } from './parse-length.ts';

export type ParsedCounting = { counting: Counting } | { faults: Fault[] };

const oneField = z.string({ error: 'expected the name of a field' }).min(1, 'expected the name of a field').max(500);

/** A field or a list of them. */
export const fieldList = z
  .union([oneField, z.array(oneField).min(1, 'expected at least one field').max(20)], {
    error: 'expected a field or a list of fields',
  })
  .transform((given) => (typeof given === 'string' ? [given] : given))
  .refine((fields) => new Set(fields).size === fields.length, 'a field stands here twice');

export const fire = z.enum(['once', 'every', 'nth'], { error: 'expected once, every or nth' }).default('once');

export const allowedLateness = length.optional();

const limit = z.number({ error: 'expected a number' });

/** The operators of a condition. */
export const operators = {
  gt: limit.optional(),
  gte: limit.optional(),
  lt: limit.optional(),
  lte: limit.optional(),
  eq: limit.optional(),
  neq: limit.optional(),
};

type Operators = { [op in Comparison['op']]?: number | undefined };

const ops = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;

/** In the order of the operators above, whatever the order in the file. */
export function comparisonsOf(given: Operators): Comparison[] {
  return ops.flatMap((op) => {
    const value = given[op];
    return value === undefined ? [] : [{ op, value }];
  });
}

/** A count is a whole number from 0 to what a window can hold. */
export function countFaults(given: Operators, path: PropertyKey[]): Fault[] {
  return comparisonsOf(given).flatMap(({ op, value }) => {
    if (Number.isInteger(value) && value >= 0 && value <= mostCounted) return [];
    return [{ path: [...path, op], message: `expected a whole number from 0 to ${mostCounted}` }];
  });
}
