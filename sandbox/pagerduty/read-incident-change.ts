import type { Context } from 'hono';
import { invalidInput, PagerdutyError } from './pagerduty-error.ts';
import type { PagerdutyIncident, PagerdutyUser } from './pagerduty-sandbox.ts';
import type { PagerdutyWorld } from './pagerduty-world.ts';

interface IncidentChange {
  status?: 'acknowledged' | 'resolved';
  title?: string;
  urgency?: PagerdutyIncident['urgency'];
}

/** The user whose e-mail address the From header gives; every write needs one. */
export function readRequester(world: PagerdutyWorld, c: Context): PagerdutyUser {
  const from = c.req.header('from');
  if (from === undefined || from === '') throw invalidInput('From header is required');
  const user = world.users.find((candidate) => candidate.email.toLowerCase() === from.trim().toLowerCase());
  if (user === undefined) throw new PagerdutyError(400, 1008, 'Requester User Not Found');
  return user;
}

/** The object under `name` in the body. */
export async function readUnder(c: Context, name: string): Promise<Record<string, unknown>> {
  const body = parse(await c.req.text());
  const value = (body as Record<string, unknown> | null)?.[name];
  if (typeof value !== 'object' || value === null) throw invalidInput(`${name} must be a Hash`);
  return value as Record<string, unknown>;
}

export function readIncidentChange(fields: Record<string, unknown>): IncidentChange {
  const change: IncidentChange = {};
  const { status, title, urgency } = fields;
  if (status !== undefined) {
    if (status !== 'acknowledged' && status !== 'resolved') throw invalidInput('Status is invalid.');
    change.status = status;
  }
  if (title !== undefined) {
    if (typeof title !== 'string' || title.trim() === '') throw invalidInput('Title cannot be blank.');
    change.title = title;
  }
  if (urgency !== undefined) {
    if (urgency !== 'high' && urgency !== 'low') throw invalidInput('Urgency must be either high or low.');
    change.urgency = urgency;
  }
  return change;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput('params must be a Hash');
  }
}
