import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createFaults } from './faults.ts';
import { createPerson } from './person.ts';
import type { SlackSandbox, SlackSandboxOptions } from './slack-sandbox.ts';
import { createSlackState } from './slack-state.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createWebApi } from './web-api.ts';

/** Starts a local Slack on the loopback address. Stop the app before closing it: the SDK waits 30 s for a lost server. */
export async function startSlackSandbox(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  const state = createSlackState(options);
  const faults = createFaults();
  const app = createWebApi(state, faults, () => socketMode.openSocketUrl());
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const socketMode = createSocketMode(state, server);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${state.origin}/api/`,
    botToken: state.botToken,
    appToken: state.appToken,
    workspace: state.workspace,
    person: (userId) => createPerson(state, socketMode, userId),
    failNext: (method, fault, times) => faults.failNext(method, fault, times),
    strictness: state.strictness,
    calls: state.calls,
    refreshSockets: (reason) => socketMode.refresh(reason),
    openSockets: () => socketMode.openSockets(),
    close: () => close(server, socketMode),
  };
}

async function close(server: Server, socketMode: SocketMode): Promise<void> {
  socketMode.close();
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
