import { z } from 'zod';

const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const mostMs = 366 * 86_400_000;
const expected = 'expected a length like 30s, 5m, 1h or 30d';

/** A length of time as Sigma writes it (`5m`), in ms; at most 366 days. */
export const length = z
  .string({ error: expected })
  .regex(/^[1-9]\d{0,7}[smhd]$/, expected)
  .transform((text) => Number(text.slice(0, -1)) * (unitMs[text.slice(-1)] ?? 0))
  .refine((ms) => ms <= mostMs, 'expected at most 366d');
