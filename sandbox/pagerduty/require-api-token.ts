import type { MiddlewareHandler } from 'hono';
import { PagerdutyError } from './pagerduty-error.ts';

/** `Authorization: Token token=…`, or 401. */
export function requireApiToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    const given = /^Token token="?([^"\s]+)"?$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (given !== token) throw new PagerdutyError(401, 2006, 'Unauthorized');
    await next();
  };
}
