import { z } from 'zod';
import { parseCorrelation } from '../counting/parse-correlation.ts';
import type { Kind, KindContext, Made, RuleSource } from '../kind.ts';
import type { CorrelationRule } from '../rule.ts';
import { level, routingKeys, routingOf } from '../schema-parts.ts';
import { readSigma, sigmaKeys } from '../sigma-keys.ts';

const keys = { ...sigmaKeys, ...routingKeys, correlation: z.unknown().optional(), level: level.optional() };

/** A Sigma correlation document: makes alerts out of the matches of other rules. */
export const correlation: Kind = { name: 'correlation', read };

function read(source: RuleSource, context: KindContext): Made<CorrelationRule> {
  const checked = readSigma(source, keys, context);
  if ('faults' in checked) return checked;
  const { file, base, warnings } = checked;
  const parsed = parseCorrelation(file.correlation);
  if ('faults' in parsed)
    return { faults: parsed.faults.map(({ path, message }) => ({ path: ['correlation', ...path], message })) };
  const rule: CorrelationRule = {
    ...base,
    kind: 'correlation',
    counting: parsed.counting,
    severity: file.level ?? 'medium',
    routing: routingOf(file),
  };
  return { rule, warnings };
}
