import type { Context } from 'hono';
import { createSlidingWindow } from '../http/sliding-window.ts';
import { checkEvent } from './check-event.ts';
import { followUp, trigger } from './incident-acts.ts';
import type { PagerdutyApp } from './pagerduty-app.ts';
import type { PagerdutyStrictness } from './pagerduty-sandbox.ts';
import type { PagerdutyWorld } from './pagerduty-world.ts';

const largestEvent = 512 * 1024;

/** The Events API v2. It needs no token: the routing key in the event is the right to send it. */
export function addEventRoutes(
  app: PagerdutyApp,
  world: PagerdutyWorld,
  strictness: PagerdutyStrictness,
  now: () => number,
): void {
  const window = createSlidingWindow(60_000, now);

  app.post('/v2/enqueue', async (c) => {
    const text = await c.req.text();
    if (Buffer.byteLength(text) > largestEvent)
      return refuse(c, 413, 'Event object is too large', ['Maximum is 512 KB']);
    const body = objectOf(text);
    if (body === undefined) return unrecognized(c);
    const checked = checkEvent(body);
    if ('errors' in checked) return refuse(c, 400, 'Event object is invalid', checked.errors);
    const { event } = checked;
    if (!world.services.some((service) => service.routingKey === event.routingKey)) {
      return refuse(c, 400, 'Event object is invalid', ['Invalid routing key']);
    }
    if (window.take(event.routingKey, strictness.eventsPerMinute) !== 'taken') return throttled(c);
    const dedupKey = event.action === 'trigger' ? trigger(world, event) : event.dedupKey;
    if (event.action !== 'trigger') followUp(world, event);
    return c.json({ status: 'success', message: 'Event processed', dedup_key: dedupKey }, 202);
  });
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function refuse(c: Context, status: 400 | 413, message: string, errors: string[]): Response {
  return c.json({ status: 'invalid event', message, errors }, status);
}

/** The form of the example in PagerDuty's own schema (api-schema, reference/events-v2). */
function unrecognized(c: Context): Response {
  const message = 'Event object format is unrecognized';
  return c.json({ status: 'Unrecognized object', message, errors: ['JSON parse error'] }, 400);
}

function throttled(c: Context): Response {
  const message = 'Requests for this service are arriving too quickly. Please retry later.';
  return c.json({ status: 'throttle exceeded', message }, 429);
}
