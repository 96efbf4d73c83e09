import type { MiddlewareHandler } from 'hono';
import { GithubError } from './github-error.ts';

/** 403 without a user agent, 401 without the token; both as api.github.com answers them. */
export function requireToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    if (!c.req.header('user-agent')) {
      const text = 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header';
      throw new GithubError(403, text);
    }
    const given = c.req.header('authorization');
    if (given === undefined) throw new GithubError(401, 'Requires authentication');
    const [, scheme = '', secret = ''] = /^(\S+)\s+(\S+)$/.exec(given) ?? [];
    if (!/^(token|bearer)$/i.test(scheme) || secret !== token) throw new GithubError(401, 'Bad credentials');
    await next();
  };
}
