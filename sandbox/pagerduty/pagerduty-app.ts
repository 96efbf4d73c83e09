import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxUrls } from '../http/urls-for.ts';
import { notFound, PagerdutyError } from './pagerduty-error.ts';
import type { PagerdutyWorld } from './pagerduty-world.ts';

export type PagerdutyApp = Hono<{ Bindings: HttpBindings }>;

/** What every route needs. */
export interface PagerdutyDesk {
  world: PagerdutyWorld;
  /** The API's address is the one the request came to. */
  urls: (c: Context) => SandboxUrls;
}

/** An app that answers errors as PagerDuty's REST API does. */
export function createPagerdutyApp(): PagerdutyApp {
  const app: PagerdutyApp = new Hono();
  app.notFound((c) => answerError(c, notFound()));
  // Anything but a PagerdutyError is a bug of the sandbox; its text goes into the answer so that a test shows it.
  app.onError((error, c) =>
    error instanceof PagerdutyError
      ? answerError(c, error)
      : c.json({ error: { message: `the sandbox failed: ${error.stack ?? error.message}`, code: 2000 } }, 500),
  );
  return app;
}

function answerError(c: Context, error: PagerdutyError): Response {
  const details = error.errors.length > 0 ? { errors: error.errors } : {};
  return c.json(
    { error: { message: error.message, code: error.code, ...details } },
    error.status as ContentfulStatusCode,
  );
}
