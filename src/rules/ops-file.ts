import { z } from 'zod';
import { usualOps, type OpsPolicy, type SilenceRule } from '#core/ops-policy.ts';

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

const after = z
  .string({ error: 'expected a length like 30m, 6h or 7d, or never' })
  .regex(/^(?:never|[1-9]\d{0,3}[mhd])$/, 'expected a length like 30m, 6h or 7d, or never')
  .transform((text): SilenceRule['after'] =>
    text === 'never' ? text : Number(text.slice(0, -1)) * (unitMs[text.slice(-1)] ?? 0),
  );

const silence = z
  .strictObject({
    source: z.string().min(1),
    // YAML reads 011122223333 as a number without its zero
    account: z.string({ error: 'expected text: put the account id in quotes' }).min(1).optional(),
    after,
  })
  .transform(
    (rule): SilenceRule => ({
      source: rule.source,
      ...(rule.account === undefined ? {} : { account: rule.account }),
      after: rule.after,
    }),
  );

/** `ops` of `policy.yml`; whatever is left out has its usual value. */
export const opsFile = z
  .strictObject({
    lag_minutes: z.number().min(1).default(usualOps.lagMinutes),
    disk_percent: z.number().min(1).max(100).default(usualOps.diskPercent),
    clock_skew_seconds: z.number().min(1).default(usualOps.clockSkewSeconds),
    slack_down_minutes: z.number().min(0).default(usualOps.slackDownMinutes),
    silence: z.array(silence).default(usualOps.silence),
  })
  .prefault({})
  .transform(
    (file): OpsPolicy => ({
      lagMinutes: file.lag_minutes,
      diskPercent: file.disk_percent,
      clockSkewSeconds: file.clock_skew_seconds,
      slackDownMinutes: file.slack_down_minutes,
      silence: file.silence,
    }),
  );
