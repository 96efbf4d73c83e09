import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpFault, HttpFaults } from '../http/http-faults.ts';

interface Door {
  port: number;
  agent: Agent;
  faults: HttpFaults;
}

/**
 * A way to the server on `port` of the loopback address in which the ordered faults happen. They name their requests
 * by operation, `/dynamodb/PutItem` or `/sqs/ReceiveMessage`, and those of S3 by `/s3/BUCKET/KEY`.
 */
export async function openFaultDoor(
  port: number,
  faults: HttpFaults,
): Promise<{ url: string; close(): Promise<void> }> {
  const door: Door = { port, agent: new Agent({ keepAlive: true }), faults };
  const server = createServer((asked, answer) => {
    pass(door, asked, answer).catch(() => asked.socket.resetAndDestroy());
  });
  // An idle client keeps its connection longer than Node does: it would send into one that is being closed.
  server.keepAliveTimeout = 120_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      door.agent.destroy();
      await closed;
    },
  };
}

async function pass(door: Door, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const fault = door.faults.take(asked.method ?? '', nameOf(asked));
  if (fault === undefined) return forward(door, asked, answer);
  if ('reset' in fault) {
    asked.socket.resetAndDestroy();
    return;
  }
  if ('hangs' in fault) return;
  if ('status' in fault) return answerSo(fault, asked, answer);
  if ('delayMs' in fault) {
    await wait(fault.delayMs, undefined, { ref: false });
    return forward(door, asked, answer);
  }
  const { statusCode = 0, headers, body } = await workOut(door, asked);
  if ('lostAnswer' in fault) {
    asked.socket.resetAndDestroy();
    return;
  }
  const half = body.subarray(0, Math.ceil(body.length / 2));
  answer.writeHead(statusCode, { ...headers, 'content-length': half.length }).end(half);
}

async function forward(door: Door, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const given = await ask(door, asked, answer);
  answer.writeHead(given.statusCode ?? 0, given.headers);
  given.pipe(answer);
  await once(answer, 'close');
}

async function workOut(door: Door, asked: IncomingMessage) {
  const given = await ask(door, asked);
  const { statusCode, headers } = given;
  delete headers['transfer-encoding'];
  return { statusCode, headers, body: await buffer(given) };
}

/** Who asks may go away meanwhile: then nobody asks the server any more either. */
async function ask(door: Door, asked: IncomingMessage, answer?: ServerResponse): Promise<IncomingMessage> {
  const {
    method,
    url: path,
    headers: { expect: _, ...headers },
  } = asked;
  const out = request({ host: '127.0.0.1', port: door.port, agent: door.agent, method, path, headers });
  answer?.once('close', () => {
    if (!answer.writableFinished) out.destroy();
  });
  asked.pipe(out);
  const [given] = (await once(out, 'response')) as [IncomingMessage];
  // A connection that is cut from now on ends the answer as well; once() listens no more.
  out.on('error', () => {});
  return given;
}

async function answerSo(
  fault: Extract<HttpFault, { status: number }>,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  await buffer(asked);
  const body = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {});
  answer.writeHead(fault.status, { 'content-type': 'application/x-amz-json-1.0', ...fault.headers }).end(body);
}

function nameOf({ headers, url = '' }: IncomingMessage): string {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (operation === '') return `/s3${url.split('?')[0]}`;
  return `/${service.startsWith('DynamoDB') ? 'dynamodb' : 'sqs'}/${operation}`;
}
