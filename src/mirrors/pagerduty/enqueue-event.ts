import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import type { Json } from '#core/json.ts';
import { retryAfterMs } from '../retry-after.ts';

/** An event as https://developer.pagerduty.com/docs/send-alert-event describes it, without the routing key. */
export interface PagerdutyEvent {
  event_action: 'trigger' | 'acknowledge' | 'resolve';
  /** At most 255 characters. */
  dedup_key: string;
  client?: string;
  client_url?: string;
  links?: { href: string; text: string }[];
  /** Only with `trigger`. */
  payload?: { [key: string]: Json };
}

export interface EventsClient {
  /** 32 letters and digits; it is the right to page, so it stands in no message. */
  routingKey: string;
  /** Without a trailing slash. */
  eventsUrl: string;
  fetch: typeof fetch;
  now: () => number;
}

/** A trigger that was given up too soon could be taken later, and open an incident that was resolved meanwhile. */
const patienceMs = 40_000;

/** PagerDuty asks for "preferably a few minutes" after a 429 that names no time. */
const throttledMs = 120_000;

/**
 * Sends one event; resolves when PagerDuty has accepted it. Throws TemporaryFailure (429, 5xx, no connection, no
 * answer within 40 s) or DestinationGone (PagerDuty will never take it: the routing key or the event is wrong).
 */
export async function enqueueEvent(client: EventsClient, event: PagerdutyEvent): Promise<void> {
  const answer = await post(client, event);
  if (answer.status >= 200 && answer.status < 300) return;
  const said = `PagerDuty says ${answer.status} to ${event.event_action} ${event.dedup_key}: ${complaintOf(answer.text)}`;
  const message = said.replaceAll(client.routingKey, '…');
  const wait = retryAfterMs(answer.retryAfter, client.now());
  if (answer.status === 429) throw new TemporaryFailure(message, { retryAfterMs: wait ?? throttledMs });
  if (answer.status >= 500 || answer.status === 408) throw new TemporaryFailure(message, { retryAfterMs: wait });
  throw new DestinationGone(`${message}. Check PAGERDUTY_ROUTING_KEY (an Events API v2 key) and PAGERDUTY_EVENTS_URL.`);
}

async function post(client: EventsClient, event: PagerdutyEvent) {
  try {
    const response = await client.fetch(`${client.eventsUrl}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ routing_key: client.routingKey, ...event }),
      // A redirect would turn the POST into a GET, and carry the key to an address that nobody chose.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, text: await textOf(response), retryAfter: response.headers.get('retry-after') };
  } catch (cause) {
    throw new TemporaryFailure(`PagerDuty cannot be reached: ${reasonOf(cause)}`, { cause });
  }
}

/** An accepted event is accepted, even when the rest of the answer is lost. */
async function textOf(response: Response): Promise<string> {
  if (!response.ok) return response.text();
  await response.body?.cancel();
  return '';
}

/** `{ message, errors: [...] }` in one line, or the beginning of whatever it is. */
function complaintOf(text: string): string {
  try {
    const { message, errors } = JSON.parse(text) as { message?: unknown; errors?: unknown };
    const parts = [message, ...(Array.isArray(errors) ? errors : [])].filter((part) => typeof part === 'string');
    if (parts.length > 0) return parts.join('; ').slice(0, 500);
  } catch {
    // Not JSON: a proxy's page, which is shown as it came.
  }
  return text.slice(0, 200);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
