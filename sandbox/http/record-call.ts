import type { Context } from 'hono';

/** A request that arrived. `status` is 0 until it is answered, and stays 0 when its connection was cut. */
export interface HttpCall {
  method: string;
  /** Percent-encoded as it arrived, without the query. */
  path: string;
  /** With its '?', or ''. */
  query: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Parsed where it is JSON, else the text; undefined when empty. */
  body: unknown;
  status: number;
}

// A demo that is polled for days must not grow for ever; no test comes near this many.
const mostCalls = 10_000;

/** Puts the request at the end of `calls` and returns its entry. */
export async function recordCall(c: Context, calls: HttpCall[]): Promise<HttpCall> {
  const url = new URL(c.req.url);
  const body = bodyOf(await c.req.text());
  const call = { method: c.req.method, path: url.pathname, query: url.search, at: Date.now(), body, status: 0 };
  calls.push(call);
  if (calls.length > mostCalls) calls.splice(0, calls.length - mostCalls);
  return call;
}

function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
