import type { Context } from 'hono';
import { invalidInput } from './pagerduty-error.ts';

/** A page in PagerDuty's classic form: `limit` up to 100 (default 25), `offset`, `more`, and `total` when asked for. */
export function answerList<T>(c: Context, name: string, rows: T[], render: (row: T) => unknown): Response {
  const limit = Math.min(numberOf(c, 'limit', 25), 100);
  const offset = numberOf(c, 'offset', 0);
  const page = rows.slice(offset, offset + limit).map((row) => render(row));
  const more = offset + limit < rows.length;
  return c.json({ [name]: page, limit, offset, total: c.req.query('total') === 'true' ? rows.length : null, more });
}

/** Whether the time lies within `since` and `until` of the query; 400 when one of them is unreadable. */
export function isWithin(c: Context, at: string): boolean {
  const since = timeOf(c, 'since') ?? Number.NEGATIVE_INFINITY;
  const until = timeOf(c, 'until') ?? Number.POSITIVE_INFINITY;
  return Date.parse(at) >= since && Date.parse(at) < until;
}

function timeOf(c: Context, field: string): number | undefined {
  const text = c.req.query(field);
  if (text === undefined || text === '') return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalidInput(`${field} is not a valid date`);
  return at;
}

function numberOf(c: Context, field: string, otherwise: number): number {
  const text = c.req.query(field);
  if (text === undefined) return otherwise;
  if (!/^\d{1,6}$/.test(text)) throw invalidInput(`${field} must be a number`);
  return Number(text);
}
