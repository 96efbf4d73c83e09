import type { MiddlewareHandler } from 'hono';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Only the page itself may act: a POST needs the page's own origin. Bound to the loopback address it also answers to no
 * other name, so that a stranger's domain that points here gets nothing. Everything is sent with a strict policy.
 */
export function guard(host: string): MiddlewareHandler {
  const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  return async (c, next) => {
    const url = new URL(c.req.url);
    if (loopback.has(host) && !loopback.has(url.hostname)) return c.text('unknown host', 421);
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !isOwn(c.req.header('origin'), url.host)) {
      return c.text('only the page itself may act', 403);
    }
    await next();
    c.header('content-security-policy', policy);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'same-origin');
    c.header('cache-control', 'no-store');
    return undefined;
  };
}

function isOwn(origin: string | undefined, host: string): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
