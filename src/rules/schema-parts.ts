import { z } from 'zod';
import type { RuleRouting } from '#core/rule-routing.ts';
import type { Severity } from '#core/severity.ts';
import type { Adjustment } from './rule.ts';

// What the schemas of several kinds of rule files share.

/** A Slack channel, by id or name. */
export const channel = z
  .string()
  .regex(/^(?:[CG][A-Z0-9]{2,}|#[^\s#]{1,80})$/, 'expected a channel id (C0123ABC) or a name (#team-web)');

/** Who is called in Slack. */
export const mention = z
  .string()
  .regex(
    /^(?:S[A-Z0-9]{2,}|[UW][A-Z0-9]{2,}|here)$/,
    'expected a user group id (S0123ABC), a user id (U0123ABC) or "here"',
  );

const severityOf: Record<string, Severity> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  none: 'none',
  info: 'none',
  informational: 'none',
};
const expectedLevel = 'expected critical, high, medium, low or none (Sigma: informational)';

/** A severity in Irene's words or Sigma's. */
export const level = z
  .string({ error: expectedLevel })
  .refine((word) => Object.hasOwn(severityOf, word.toLowerCase()), expectedLevel)
  .transform((word): Severity => severityOf[word.toLowerCase()] ?? 'none');

/** One line of text. */
export const line = z.string({ error: 'expected text' }).min(1, 'expected text').max(500);

/** A text or a list of texts, as a list. */
export const texts = z
  .union([z.string(), z.array(z.string())], { error: 'expected a list of texts' })
  .transform((given) => (typeof given === 'string' ? [given] : given))
  .default([]);

/** Fields whose values are taken, such as `alert.resource.id`. */
export const fields = z.array(line, { error: 'expected a list of fields' }).max(20);

const expectedLink = 'expected a link that begins with https://';

/** What a rule that makes alerts may say about their way to people. */
export const routingKeys = {
  page: z.union([z.enum(['high', 'low']), z.literal(false)], { error: 'expected high, low or false' }).optional(),
  channels: z.array(channel, { error: 'expected a list of channels' }).optional(),
  mention: z
    .union([mention, z.literal(false)], {
      error: 'expected a user group id (S0123ABC), a user id (U0123ABC), "here" or false',
    })
    .optional(),
  runbook: z
    .string({ error: expectedLink })
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), expectedLink)
    .optional(),
};

/** The same, as the rule keeps it. */
export function routingOf(file: { [key in keyof RuleRouting]: RuleRouting[key] | undefined }): RuleRouting {
  const { page, channels, mention: called, runbook } = file;
  return {
    ...(page === undefined ? {} : { page }),
    ...(channels === undefined ? {} : { channels }),
    ...(called === undefined ? {} : { mention: called }),
    ...(runbook === undefined ? {} : { runbook }),
  };
}

const expectedSteps = 'expected a whole number from 1 to 4';
const steps = z.int({ error: expectedSteps }).min(1, expectedSteps).max(4, expectedSteps);

/** The five adjustments of a severity rule. */
export const adjustmentKeys = {
  set: level.optional(),
  raise: steps.optional(),
  lower: steps.optional(),
  cap: level.optional(),
  floor: level.optional(),
};

/** The adjustments as they are read. */
export interface Adjusting {
  set?: Severity | undefined;
  raise?: number | undefined;
  lower?: number | undefined;
  cap?: Severity | undefined;
  floor?: Severity | undefined;
}

/** Every adjustment that is there; there should be one. */
export function adjustmentsOf({ set, raise, lower, cap, floor }: Adjusting): Adjustment[] {
  return [
    ...(set === undefined ? [] : [{ do: 'set' as const, to: set }]),
    ...(raise === undefined ? [] : [{ do: 'raise' as const, by: raise }]),
    ...(lower === undefined ? [] : [{ do: 'lower' as const, by: lower }]),
    ...(cap === undefined ? [] : [{ do: 'cap' as const, to: cap }]),
    ...(floor === undefined ? [] : [{ do: 'floor' as const, to: floor }]),
  ];
}
