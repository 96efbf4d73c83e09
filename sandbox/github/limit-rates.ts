import type { Context, MiddlewareHandler } from 'hono';
import { createSlidingWindow } from '../http/sliding-window.ts';
import { GithubError } from './github-error.ts';
import type { GithubStrictness } from './github-sandbox.ts';

const hour = 3_600_000;
const unlimited = 5000;

export interface RateLimits {
  middleware: MiddlewareHandler;
  /** What `GET /rate_limit` tells; reset is in seconds since 1970. */
  core: () => { limit: number; used: number; remaining: number; reset: number };
}

/** The primary limit by the hour and the secondary one for content by the minute, with their headers. */
export function limitRates(strictness: GithubStrictness, now: () => number): RateLimits {
  const content = createSlidingWindow(60_000, now);
  let used = 0;
  let resetAt = now() + hour;

  function core() {
    if (now() >= resetAt) {
      used = 0;
      resetAt = now() + hour;
    }
    const limit = strictness.requestsPerHour ?? unlimited;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(resetAt / 1000) };
  }

  function check(c: Context): void {
    if (strictness.requestsPerHour !== undefined && core().remaining === 0) throw primaryLimit();
    if (!isContent(c)) return;
    const place = content.take('content', strictness.contentPerMinute);
    if (place !== 'taken') throw secondaryLimit(place.retryAfter);
  }

  async function middleware(c: Context, next: () => Promise<void>): Promise<void> {
    const isFree = c.req.path === '/rate_limit';
    try {
      if (!isFree) check(c);
      await next();
      // https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api: a 304 is free
      if (!isFree && c.res.status !== 304) used += 1;
    } finally {
      tell(c, core());
    }
  }

  return { middleware, core };
}

function isContent(c: Context): boolean {
  return c.req.method === 'POST' && /\/(issues|issues\/\d+\/comments)$/.test(c.req.path);
}

function tell(c: Context, rate: ReturnType<RateLimits['core']>): void {
  c.header('x-ratelimit-limit', String(rate.limit));
  c.header('x-ratelimit-remaining', String(rate.remaining));
  c.header('x-ratelimit-used', String(rate.used));
  c.header('x-ratelimit-reset', String(rate.reset));
  c.header('x-ratelimit-resource', 'core');
}

function primaryLimit(): GithubError {
  return new GithubError(403, 'API rate limit exceeded for user ID 1.');
}

function secondaryLimit(retryAfter: number): GithubError {
  const text =
    'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. ' +
    'Please retry your request again later.';
  return new GithubError(403, text, { headers: { 'retry-after': String(retryAfter) } });
}
