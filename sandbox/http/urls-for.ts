import type { Context } from 'hono';

/** Where the API and the pages for people are, without trailing slashes. */
export interface SandboxUrls {
  api: string;
  web: string;
}

/** The addresses for one request: the API's is the one the request came to, and the pages' too unless `webUrl` says. */
export function urlsFor(webUrl: string | (() => string) | undefined): (c: Context) => SandboxUrls {
  return (c) => {
    const api = new URL(c.req.url).origin;
    const web = typeof webUrl === 'function' ? webUrl() : (webUrl ?? api);
    return { api, web: web.replace(/\/$/, '') };
  };
}
