import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpFaults, type HttpFaults } from '#sandbox/http/http-faults.ts';
import { listen } from '#sandbox/http/listen.ts';
import type { HttpCall } from '#sandbox/http/record-call.ts';
import { watchRequests } from '#sandbox/http/watch-requests.ts';
import { until } from '#test/until.ts';

async function aServer(): Promise<{ url: string; faults: HttpFaults; calls: HttpCall[]; done: string[] }> {
  const faults = createHttpFaults();
  const calls: HttpCall[] = [];
  const done: string[] = [];
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(watchRequests(faults, calls));
  app.post('/things', async (c) => {
    done.push(await c.req.text());
    return c.json({ made: done.length }, 201);
  });
  const { url, close } = await listen(app, 0);
  onTestFinished(close);
  return { url, faults, calls, done };
}

function post(url: string, body: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/things?n=1`, { method: 'POST', body, signal: signal ?? null });
}

test('every request is kept with its body and the status it got', async () => {
  const { url, calls } = await aServer();
  await post(url, '{"name":"one"}');
  await post(url, 'plain');
  await fetch(`${url}/nothing`);
  expect(calls).toMatchObject([
    { method: 'POST', path: '/things', query: '?n=1', body: { name: 'one' }, status: 201 },
    { body: 'plain', status: 201 },
    { method: 'GET', path: '/nothing', query: '', body: undefined, status: 404 },
  ]);
});

test('a fault hits the next matching requests only, and as many as ordered', async () => {
  const { url, faults, done } = await aServer();
  faults.failNext('GET', /things/, { status: 500 });
  faults.failNext('post', /^\/things$/, { status: 429, headers: { 'retry-after': '7' }, body: { slow: true } }, 2);
  const first = await post(url, 'a');
  expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([429, '7', { slow: true }]);
  expect((await post(url, 'b')).status).toBe(429);
  expect((await post(url, 'c')).status).toBe(201);
  expect(done).toEqual(['c']);
});

test('a cut connection fails the client before the work, a lost answer after it', async () => {
  const { url, faults, calls, done } = await aServer();
  faults.failNext('*', /things/, { reset: true });
  await expect(post(url, 'before')).rejects.toThrow('fetch failed');
  faults.failNext('*', /things/, { lostAnswer: true });
  await expect(post(url, 'after')).rejects.toThrow('fetch failed');
  expect(done).toEqual(['after']);
  expect(calls.map((call) => call.status)).toEqual([0, 0]);
  expect((await post(url, 'then')).status).toBe(201);
});

test('a delayed request is worked on although its client has gone', async () => {
  const { url, faults, done } = await aServer();
  faults.failNext('POST', /things/, { delayMs: 400 });
  await expect(post(url, 'late', AbortSignal.timeout(30))).rejects.toThrow('timeout');
  expect(done).toEqual([]);
  await until('the delayed work', () => done.length === 1);
});

test('half a JSON comes with the status of the whole', async () => {
  const { url, faults, done } = await aServer();
  faults.failNext('POST', /things/, { invalidJson: true });
  const answer = await post(url, 'x');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'application/json']);
  await expect(answer.json()).rejects.toThrow(SyntaxError);
  expect(done).toEqual(['x']);
});

test('a closed server frees its port although a client is still waiting', async () => {
  const faults = createHttpFaults();
  const app = new Hono<{ Bindings: HttpBindings }>();
  const calls: HttpCall[] = [];
  app.use(watchRequests(faults, calls));
  const { url, close } = await listen(app, 0);
  faults.failNext('GET', /./, { delayMs: 60_000 });
  const waiting = expect(fetch(`${url}/x`)).rejects.toThrow('fetch failed');
  await until('the request', () => calls.length === 1);
  await close();
  await waiting;
  const again = await listen(app, Number(new URL(url).port));
  await again.close();
});

test('a taken port is said so', async () => {
  const { url } = await aServer();
  await expect(listen(new Hono<{ Bindings: HttpBindings }>(), Number(new URL(url).port))).rejects.toThrow('EADDRINUSE');
});

test('a hanging request gets no answer and does no work, also after its client has gone', async () => {
  const { url, faults, done, calls } = await aServer();
  const order = faults.failNext('POST', /things/, { hangs: true });
  await expect(post(url, 'one', AbortSignal.timeout(100))).rejects.toThrow();
  await until('the request to be over', () => order.taken() === 1 && calls[0]?.status === 0);
  await post(url, 'two');
  expect(done).toEqual(['two']);
});

test('what was ordered can be taken back', async () => {
  const { url, faults } = await aServer();
  const order = faults.failNext('*', /./, { status: 503 }, 5);
  expect((await post(url, 'one')).status).toBe(503);
  order.end();
  expect((await post(url, 'two')).status).toBe(201);
  expect(order.taken()).toBe(1);
});
