import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Fault, SlackCall } from './slack-sandbox.ts';

/** What a call came to. `headers` are added to the answer. */
export interface Outcome {
  status: number;
  answer: unknown;
  headers?: Record<string, string>;
}

/** Does the work of a call, lets its fault happen, writes what was answered into `call` and answers. */
export async function answerCall(
  c: Context<{ Bindings: HttpBindings }>,
  call: SlackCall,
  fault: Fault | undefined,
  work: () => Outcome,
): Promise<Response> {
  if (fault !== undefined && 'reset' in fault) return cut(c);
  if (fault !== undefined && 'hangs' in fault) {
    await once(c.env.incoming.socket, 'close');
    return cut(c);
  }
  const early = fault === undefined ? undefined : outcomeOf(fault);
  // Not held by the timer: a sandbox that was closed meanwhile must let the process end.
  if (fault !== undefined && 'delayMs' in fault) await wait(fault.delayMs, undefined, { ref: false });
  const outcome = early ?? work();
  call.answer = outcome.answer;
  if (fault !== undefined && 'lostAnswer' in fault) return cut(c);
  call.status = outcome.status;
  const isHalf = fault !== undefined && 'invalidJson' in fault;
  return respond(outcome, isHalf);
}

/** The outcome of a fault that comes in the place of the work. */
function outcomeOf(fault: Fault): Outcome | undefined {
  if ('error' in fault) return { status: 200, answer: { ok: false, error: fault.error } };
  if (!('status' in fault)) return undefined;
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  const answer = fault.body ?? (fault.status === 429 ? { ok: false, error: 'ratelimited' } : 'upstream error');
  return { status: fault.status, answer, headers: retry };
}

function respond(outcome: Outcome, isHalf: boolean): Response {
  const isText = typeof outcome.answer === 'string';
  const body = isText ? String(outcome.answer) : JSON.stringify(outcome.answer);
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  return new Response(isHalf ? body.slice(0, Math.ceil(body.length / 2)) : body, {
    status: outcome.status,
    headers: { 'content-type': type, ...outcome.headers },
  });
}

function cut(c: Context<{ Bindings: HttpBindings }>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}
