import { z } from 'zod';
import type { JsonObject } from '#core/json.ts';
import { checkValue, mapOf } from './check-value.ts';
import type { Fault } from './detection/detection.ts';
import { didYouMean } from './detection/nearest.ts';
import { baseOf, commonKeys, type Common, type KindContext, type RuleSource } from './kind.ts';
import type { RuleBase, RuleStatus } from './rule.ts';

const anything = z.unknown().optional();

/** What Sigma documents say about themselves and Irene does not use: https://sigmahq.io/docs/basics/rules.html */
const metadata = {
  name: z.string({ error: 'expected text' }).optional(),
  author: anything,
  date: anything,
  modified: anything,
  license: anything,
  related: anything,
  scope: anything,
  fields: anything,
  taxonomy: anything,
  simulation: anything,
  regression_tests_path: anything,
  'sigma-version': anything,
};

const maturities = ['on', 'test', 'off', 'stable', 'experimental', 'deprecated', 'unsupported'] as const;

/** The keys of a document that may be Sigma's own. */
export const sigmaKeys = {
  ...commonKeys,
  ...metadata,
  status: z
    .enum(maturities, { error: 'expected on, test or off, or how mature the rule is: stable, experimental' })
    .default('on'),
};

/** A document by its schema, with what is said about it. */
export type ReadSigma<T> = { file: T; base: RuleBase; warnings: Fault[] } | { faults: Fault[] };

/**
 * Reads a document that may be Sigma's own. Taken as it is (`isSigma`), keys that nobody knows are only warned of, what
 * is empty counts as left out, the id may be missing, and `status` says how mature it is, not whether it is on.
 */
export function readSigma<S extends z.core.$ZodLooseShape>(
  { value, ...place }: RuleSource,
  keys: S,
  { isSigma }: KindContext,
): ReadSigma<z.infer<z.ZodObject<S>>> {
  const warnings: Fault[] = [];
  const known = isSigma ? withKnownKeys(value, Object.keys(keys), warnings) : value;
  const checked = checkValue(withId(known, isSigma), schemaOf(keys));
  if ('faults' in checked) return checked;
  const file = checked.data as z.infer<z.ZodObject<S>>;
  const read = file as unknown as Common & { status: (typeof maturities)[number] };
  const status = statusOf(read.status, isSigma, warnings);
  return { file, base: baseOf({ value, ...place }, { ...read, status }), warnings };
}

const schemas = new WeakMap<object, z.ZodType>();

/** A schema is compiled when it is first used, which takes longer than to read a document. */
function schemaOf(keys: z.core.$ZodLooseShape): z.ZodType {
  const schema = schemas.get(keys) ?? mapOf(keys);
  schemas.set(keys, schema);
  return schema;
}

/** Sigma lets authors add keys of their own. */
function withKnownKeys(value: JsonObject, known: string[], warnings: Fault[]): JsonObject {
  const kept = Object.entries(value).filter(([key, given]) => {
    if (known.includes(key)) return given !== null;
    warnings.push({ path: [key], message: `unknown key \`${key}\`${didYouMean(key, known)}: it is passed over` });
    return false;
  });
  return Object.fromEntries(kept);
}

/** The name stands in for a missing id; in a file that is taken as it is, so does the title. */
function withId(value: JsonObject, isSigma: boolean): JsonObject {
  if (Object.hasOwn(value, 'id')) return value;
  const { name, title } = value;
  const told = typeof name === 'string' ? name : isSigma && typeof title === 'string' ? title : undefined;
  const id = told
    ?.replaceAll(/[^\w.]+/g, '-')
    .replaceAll(/^[-_.]+|-+$/g, '')
    .slice(0, 120);
  return id === undefined || id === ''
    ? value
    : { ...value, id: isSigma && name === undefined ? id.toLowerCase() : id };
}

function statusOf(said: (typeof maturities)[number], isSigma: boolean, warnings: Fault[]): RuleStatus {
  if (said === 'deprecated' || said === 'unsupported') {
    warnings.push({ path: ['status'], message: `this rule is ${said}, so it is off` });
    return 'off';
  }
  if (said === 'off') return 'off';
  return said === 'test' && !isSigma ? 'test' : 'on';
}
