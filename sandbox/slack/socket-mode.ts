import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { createEventDeliveries, type EventDeliveries } from './event-deliveries.ts';
import { createQuestions, type Questions } from './questions.ts';
import type { Answer } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';

/** The sockets of the app and what is sent over them. */
export interface SocketMode {
  /** An address for one connection, for `apps.connections.open`. */
  openSocketUrl(): string;
  /** Sends a slash command or an interaction once and waits for its acknowledgement. */
  ask(type: 'slash_commands' | 'interactive', payload: Record<string, unknown>): Promise<Answer>;
  /** Sends an event until it is acknowledged or has been sent often enough. */
  tell(payload: Record<string, unknown>): void;
  refresh(reason: 'refresh_requested' | 'warning' | 'link_disabled'): void;
  openSockets(): number;
  close(): void;
}

// The app gives up a socket that is silent for 30 s.
const pingEveryMs = 10_000;
// Slack closes a socket some seconds after it asked for a new one.
const closeAfterMs = 10_000;

interface Link {
  state: SlackState;
  sockets: Set<WebSocket>;
  questions: Questions;
  events: EventDeliveries;
}

/** Listens on the server for the sockets of the app. */
export function createSocketMode(state: SlackState, server: Server): SocketMode {
  const sockets = new Set<WebSocket>();
  const questions = createQuestions(state, () => rotate(sockets));
  const events = createEventDeliveries(state, () => rotate(sockets));
  const link: Link = { state, sockets, questions, events };
  const door = createDoor(server, (socket) => greet(link, socket));
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, pingEveryMs);
  pings.unref();
  return {
    openSocketUrl: () => {
      const address = state.origin.replace('http', 'ws');
      return `${address}/link/?ticket=${door.ticket()}&app_id=${state.workspace.bot.appId}`;
    },
    ask: (type, payload) => questions.ask(type, payload),
    tell: (payload) => events.tell(payload),
    refresh: (reason) => refresh(link, reason),
    openSockets: () => sockets.size,
    close: () => {
      clearInterval(pings);
      questions.close();
      events.close();
      door.close();
    },
  };
}

/** Lets in who has a ticket; each is good once. */
function createDoor(server: Server, enter: (socket: WebSocket) => void) {
  const tickets = new Set<string>();
  const webSockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '/', 'ws://sandbox').searchParams.get('ticket') ?? '';
    if (tickets.delete(ticket)) webSockets.handleUpgrade(request, stream, head, enter);
    else stream.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
  });
  return {
    ticket: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    close: () => {
      for (const socket of webSockets.clients) socket.terminate();
      webSockets.close();
    },
  };
}

function greet(link: Link, socket: WebSocket): void {
  const { state, sockets, questions, events } = link;
  socket.on('error', () => socket.terminate());
  if (sockets.size >= state.strictness.maxSockets) {
    send(socket, { type: 'disconnect', reason: 'too_many_websockets', debug_info: { host: 'applink-1' } });
    socket.close();
    return;
  }
  sockets.add(socket);
  socket.on('message', (data: Buffer) => {
    const { envelope_id: id, payload } = readAcknowledgement(data.toString());
    questions.acknowledge(id, payload ?? {});
    events.acknowledge(id);
  });
  socket.on('close', () => {
    sockets.delete(socket);
    events.lose(socket);
  });
  send(socket, helloFor(state, sockets.size));
  events.resume();
}

function refresh(link: Link, reason: string): void {
  for (const socket of link.sockets) {
    // From now on nothing is sent to it, but what is on its way may still be acknowledged.
    link.sockets.delete(socket);
    send(socket, { type: 'disconnect', reason, debug_info: { host: 'applink-1' } });
    setTimeout(() => socket.close(), closeAfterMs).unref();
  }
}

/** The next socket in turn: Slack spreads what it sends over all of them. */
function rotate(sockets: Set<WebSocket>): WebSocket | undefined {
  const [first] = sockets;
  if (first === undefined) return undefined;
  sockets.delete(first);
  sockets.add(first);
  return first;
}

function helloFor(state: SlackState, connections: number): Record<string, unknown> {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: state.workspace.bot.appId },
  };
}

function send(socket: WebSocket, message: Record<string, unknown>): void {
  socket.send(JSON.stringify(message));
}

function readAcknowledgement(message: string): { envelope_id: string; payload?: unknown } {
  try {
    return JSON.parse(message) as { envelope_id: string; payload?: unknown };
  } catch {
    // Slack ignores what it cannot read; the deadline then shows it.
    return { envelope_id: '' };
  }
}
