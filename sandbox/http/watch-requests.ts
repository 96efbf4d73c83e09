import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler, Next } from 'hono';
import type { HttpFault, HttpFaults } from './http-faults.ts';
import { recordCall, type HttpCall } from './record-call.ts';

/** The middleware every sandbox server starts with: writes each request into `calls` and lets the ordered faults happen. */
export function watchRequests(faults: HttpFaults, calls: HttpCall[]): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const call = await recordCall(c, calls);
    const fault = faults.take(call.method, call.path);
    const answer = fault === undefined ? await answerOf(c, next) : await failSo(fault, c, next);
    call.status = answer?.status ?? 0;
    // Emptied first, for Hono passes over an answer that is returned late and merges headers into one that is there.
    c.res = undefined;
    c.res = answer ?? cut(c);
  };
}

/** The faulty answer; undefined where the connection is to be cut. */
async function failSo(
  fault: HttpFault,
  c: Context<{ Bindings: HttpBindings }>,
  next: Next,
): Promise<Response | undefined> {
  if ('reset' in fault) return undefined;
  if ('hangs' in fault) {
    await once(c.env.incoming.socket, 'close');
    return undefined;
  }
  if ('status' in fault) return statusAnswer(fault);
  if ('delayMs' in fault) {
    // Not held by the timer: a sandbox that was closed meanwhile must let the process end.
    await wait(fault.delayMs, undefined, { ref: false });
    return answerOf(c, next);
  }
  const answer = await answerOf(c, next);
  return 'lostAnswer' in fault ? undefined : halfOf(answer);
}

async function answerOf(c: Context, next: Next): Promise<Response> {
  await next();
  return c.res;
}

function statusAnswer(fault: { status: number; body?: unknown; headers?: Record<string, string> }): Response {
  const isText = typeof fault.body === 'string';
  const headers = new Headers({ 'content-type': isText ? 'text/html' : 'application/json; charset=utf-8' });
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
  const isBodyless = fault.status === 204 || fault.status === 304;
  const body = isText ? (fault.body as string) : JSON.stringify(fault.body ?? { message: 'Server Error' });
  return new Response(isBodyless ? null : body, { status: fault.status, headers });
}

async function halfOf(answer: Response): Promise<Response> {
  const whole = await answer.text();
  const half = whole.length > 1 ? whole.slice(0, Math.ceil(whole.length / 2)) : '{"';
  return new Response(half, { status: answer.status === 204 ? 200 : answer.status, headers: answer.headers });
}

function cut(c: Context<{ Bindings: HttpBindings }>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}
