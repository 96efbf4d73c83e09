import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxUrls } from '../http/urls-for.ts';
import { GithubError, notFound } from './github-error.ts';
import type { GithubWorld } from './github-world.ts';

export type GithubApp = Hono<{ Bindings: HttpBindings }>;

/** What every route needs. */
export interface GithubDesk {
  world: GithubWorld;
  /** The API's address is the one the request came to. */
  urls: (c: Context) => SandboxUrls;
}

/** An app that answers errors as GitHub does. */
export function createGithubApp(): GithubApp {
  const app: GithubApp = new Hono();
  app.notFound((c) => answerError(c, notFound()));
  // Anything but a GithubError is a bug of the sandbox; its text goes into the answer so that a test shows it.
  app.onError((error, c) =>
    error instanceof GithubError
      ? answerError(c, error)
      : c.json({ message: `the sandbox failed: ${error.stack ?? error.message}` }, 500),
  );
  return app;
}

function answerError(c: Context, error: GithubError): Response {
  for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  const body = {
    message: error.message,
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...(error.url === undefined ? {} : { url: error.url }),
    documentation_url: documentationUrl(error),
    status: String(error.status),
  };
  return c.json(body, error.status as ContentfulStatusCode);
}

function documentationUrl(error: GithubError): string {
  return error.message.includes('secondary rate limit')
    ? 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits'
    : 'https://docs.github.com/rest';
}
