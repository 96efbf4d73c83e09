import { onTestFinished } from 'vitest';
import type { PagerdutySandbox } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import { type PagerdutySandboxOptions, startPagerdutySandbox } from '#sandbox/pagerduty/start-pagerduty-sandbox.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export interface Pager {
  pagerduty: PagerdutySandbox;
  /** Sends an event with the routing key of the first service unless another is given. */
  send: (event: Record<string, unknown>) => Promise<Answer>;
  /** Calls the REST API with the token. */
  rest: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

/** A sandbox for the running test with the two ways to talk to it. */
export async function aPagerduty(options: PagerdutySandboxOptions = {}): Promise<Pager> {
  const pagerduty = await startPagerdutySandbox(options);
  onTestFinished(() => pagerduty.close());
  return {
    pagerduty,
    send: (event) =>
      call('POST', `${pagerduty.eventsUrl}/v2/enqueue`, { routing_key: pagerduty.routingKey, ...event }, {}),
    rest: (method, path, body, headers) =>
      call(method, pagerduty.apiUrl + path, body, {
        authorization: `Token token=${pagerduty.apiToken}`,
        accept: 'application/vnd.pagerduty+json;version=2',
        ...headers,
      }),
  };
}

/** A trigger that PagerDuty accepts, with changes. */
export function aTrigger(event: Record<string, unknown> = {}, payload: Record<string, unknown> = {}) {
  return {
    event_action: 'trigger',
    dedup_key: 'case-1',
    payload: { summary: 'Public bucket', source: 'prod', severity: 'critical', ...payload },
    ...event,
  };
}

async function call(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
