import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { answerCall, type Outcome } from './answer-call.ts';
import { readNested, type Arguments } from './arguments.ts';
import type { Faults } from './faults.ts';
import { chatMethods } from './methods/chat.ts';
import { connectionMethods } from './methods/connections.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import { peopleMethods } from './methods/people.ts';
import { reactionMethods } from './methods/reactions.ts';
import { viewMethods } from './methods/views.ts';
import { answerResponseUrl } from './response-url.ts';
import type { SlackCall } from './slack-sandbox.ts';
import { SlackError } from './slack-error.ts';
import type { SlackMethod, SlackMethods } from './slack-method.ts';
import type { SlackState } from './slack-state.ts';

type App = Hono<{ Bindings: HttpBindings }>;
type Request = Context<{ Bindings: HttpBindings }>;

// A demo that runs for days must not grow for ever; no test comes near this many.
const mostCalls = 10_000;

/** The HTTP side of Slack: `/api/METHOD`, the response URLs, and the upload and download of files. */
export function createWebApi(state: SlackState, faults: Faults, openSocketUrl: () => string): App {
  const methods: SlackMethods = {
    ...connectionMethods(openSocketUrl),
    ...chatMethods,
    ...conversationMethods,
    ...peopleMethods,
    ...viewMethods,
    ...fileMethods,
    ...reactionMethods,
  };
  const app: App = new Hono();
  app.all('/api/:method', async (c) => {
    const name = c.req.param('method');
    const { token, args } = await readCall(c);
    const call = record(state, name, args);
    return answerCall(c, call, faults.take(name), () => outcomeOf(state, methods[name], token, args));
  });
  app.post('/response/:id', async (c) => {
    const { args } = await readCall(c);
    const call = record(state, 'response_url', args);
    const id = c.req.param('id');
    return answerCall(c, call, faults.take('response_url'), () => answerResponseUrl(state, id, args));
  });
  addFileRoutes(app, state, faults);
  return app;
}

function addFileRoutes(app: App, state: SlackState, faults: Faults): void {
  app.post('/upload/:id', async (c) => {
    const bytes = await uploadedBytes(c);
    const call = record(state, 'upload', { id: c.req.param('id'), size: bytes.length });
    return answerCall(c, call, faults.take('upload'), () => keepUpload(state, c.req.param('id'), bytes));
  });
  app.get('/files/:id/:name', (c) => {
    const file = state.workspace.files.find((one) => one.id === c.req.param('id'));
    if (bearerOf(c) !== state.botToken || file === undefined) return c.text('not found', 404);
    return c.body(new Uint8Array(file.bytes), 200, { 'content-type': 'application/octet-stream' });
  });
}

function record(state: SlackState, method: string, args: Arguments): SlackCall {
  const call: SlackCall = { method, at: Date.now(), args, status: 0, answer: undefined };
  state.calls.push(call);
  if (state.calls.length > mostCalls) state.calls.shift();
  return call;
}

function outcomeOf(
  state: SlackState,
  method: SlackMethod | undefined,
  token: string | undefined,
  args: Arguments,
): Outcome {
  const headers: Record<string, string> = {};
  if (state.granted !== undefined) headers['x-oauth-scopes'] = [...state.granted].join(',');
  try {
    if (method === undefined) throw new SlackError('unknown_method');
    checkToken(state, method, token);
    const needed = method.scopes(state, args);
    headers['x-accepted-oauth-scopes'] = needed.join(',');
    checkScopes(state, needed);
    return { status: 200, answer: { ok: true, ...method.run(state, args) }, headers };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const answer = { ok: false, error: error.code, ...error.details };
    if (error.retryAfter === undefined) return { status: 200, answer, headers };
    return { status: 429, answer, headers: { ...headers, 'retry-after': String(error.retryAfter) } };
  }
}

function checkToken(state: SlackState, method: SlackMethod, token: string | undefined): void {
  if (token === undefined) throw new SlackError('not_authed');
  if (token !== state.botToken && token !== state.appToken) throw new SlackError('invalid_auth');
  const kind = token === state.botToken ? 'bot' : 'app';
  if (kind !== method.token) throw new SlackError('not_allowed_token_type');
}

function checkScopes(state: SlackState, needed: string[]): void {
  const { granted } = state;
  if (!state.strictness.scopes || granted === undefined) return;
  const missing = needed.find((scope) => !granted.has(scope));
  if (missing === undefined) return;
  throw new SlackError('missing_scope', { needed: missing, provided: [...granted].join(',') });
}

/** The SDK sends forms; other clients may send JSON, or a query. The token never stays among the arguments. */
async function readCall(c: Request): Promise<{ token: string | undefined; args: Arguments }> {
  const isJson = c.req.header('content-type')?.startsWith('application/json') ?? false;
  const body = c.req.method === 'GET' ? {} : isJson ? await readJson(c) : await c.req.parseBody();
  const { token, ...args }: Arguments = { ...c.req.query(), ...body };
  return { token: bearerOf(c) ?? (typeof token === 'string' ? token : undefined), args: readNested(args) };
}

async function readJson(c: Request): Promise<Arguments> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? (body as Arguments) : {};
}

function bearerOf(c: Request): string | undefined {
  return /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
}

/** The SDK sends the bytes as a part of a form, others send them as they are. */
async function uploadedBytes(c: Request): Promise<Uint8Array> {
  const isForm = c.req.header('content-type')?.startsWith('multipart/form-data') ?? false;
  if (!isForm) return new Uint8Array(await c.req.arrayBuffer());
  const part = Object.values(await c.req.parseBody()).find((value) => value instanceof File);
  return part === undefined ? new Uint8Array() : new Uint8Array(await part.arrayBuffer());
}

function keepUpload(state: SlackState, id: string, bytes: Uint8Array): Outcome {
  const upload = state.uploads.get(id);
  if (upload === undefined) return { status: 404, answer: 'not found' };
  if (bytes.length !== upload.length) return { status: 400, answer: 'length does not match' };
  upload.bytes = bytes;
  return { status: 200, answer: `OK - ${bytes.length}` };
}
