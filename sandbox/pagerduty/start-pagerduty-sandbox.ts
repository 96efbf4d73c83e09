import { createChangeBell } from '../http/change-bell.ts';
import { createHttpFaults } from '../http/http-faults.ts';
import { listen } from '../http/listen.ts';
import type { HttpCall } from '../http/record-call.ts';
import { urlsFor } from '../http/urls-for.ts';
import { watchRequests } from '../http/watch-requests.ts';
import { addAccountRoutes } from './add-account-routes.ts';
import { addEventRoutes } from './add-event-routes.ts';
import { addIncidentRoutes } from './add-incident-routes.ts';
import { createPerson } from './create-person.ts';
import { createPagerdutyApp } from './pagerduty-app.ts';
import type { PagerdutySandbox, PagerdutyStrictness } from './pagerduty-sandbox.ts';
import { createPagerdutyWorld } from './pagerduty-world.ts';
import { requireApiToken } from './require-api-token.ts';

export interface PagerdutySandboxOptions {
  /** 0 (the default) takes a free one. */
  port?: number;
  /** The key of the first service; 32 letters and digits. */
  routingKey?: string;
  /** Services besides the first one. */
  services?: { name: string; routingKey: string }[];
  apiToken?: string;
  /** On call in this order; the API token belongs to the first one. */
  users?: { name: string; email: string }[];
  /** `html_url` is `<webUrl>/pagerduty/incidents/ID`; default the API's own address. */
  webUrl?: string | (() => string);
  strictness?: Partial<PagerdutyStrictness>;
  /** Milliseconds since 1970; for tests that turn the clock. */
  now?: () => number;
}

/** Starts a local PagerDuty on the loopback address; events and REST API share it. */
export async function startPagerdutySandbox(options: PagerdutySandboxOptions = {}): Promise<PagerdutySandbox> {
  const routingKey = options.routingKey ?? 'R0SANDBOX0SANDBOX0SANDBOX0000001';
  const apiToken = options.apiToken ?? 'pd_sandbox';
  const strictness: PagerdutyStrictness = { eventsPerMinute: 120, ...options.strictness };
  const now = options.now ?? Date.now;
  const faults = createHttpFaults();
  const bell = createChangeBell();
  const calls: HttpCall[] = [];
  const world = createPagerdutyWorld({
    services: [{ name: 'Cloud security', routingKey }, ...(options.services ?? [])],
    users: options.users ?? [
      { name: 'Aki', email: 'aki@example.com' },
      { name: 'Mika', email: 'mika@example.com' },
    ],
    now,
    changed: bell.ring,
  });

  const app = createPagerdutyApp();
  app.use(watchRequests(faults, calls));
  addEventRoutes(app, world, strictness, now);
  app.use(requireApiToken(apiToken));
  const desk = { world, urls: urlsFor(options.webUrl) };
  addIncidentRoutes(app, desk);
  addAccountRoutes(app, desk);

  const { url, close } = await listen(app, options.port ?? 0);
  return {
    eventsUrl: url,
    apiUrl: url,
    routingKey,
    apiToken,
    services: world.services,
    users: world.users,
    incidents: world.incidents,
    failNext: faults.failNext,
    strictness,
    calls,
    person: createPerson(world),
    onChange: bell.onChange,
    close,
  };
}
