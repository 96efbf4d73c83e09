import { setTimeout as wait } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Log } from '#core/log.ts';

type SocketModeClient = SocketModeReceiver['client'];

const firstPauseMs = 500;
const longestPauseMs = 30_000;
const helloWithinMs = 20_000;
const goodbyeWithinMs = 2_000;
/** A connection that lasted less was none: at once again would be a storm of calls. */
const briefMs = 1_000;

/**
 * Keeps one Socket Mode connection open. Slack closes it every few hours and asks for a new one; whatever the reason,
 * the next attempt comes at once, and after a failure with growing pauses, for ever.
 */
export function superviseSocket(client: SocketModeClient, log: Log): { start(): Promise<void>; stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function keepConnected(firstTried: () => void): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const disconnected = listenForEnd(client);
      try {
        await connect(client);
        const since = Date.now();
        // Asked to stop while the address was on its way: the SDK connects all the same.
        if (stopping.signal.aborted) return await leave(client);
        failures = 0;
        log.info({}, 'slack connected');
        firstTried();
        await disconnected.ended;
        log.info({}, 'slack connection closed');
        if (Date.now() - since < briefMs) await pause(firstPauseMs, stopping.signal);
      } catch (error) {
        failures += 1;
        if (!stopping.signal.aborted) log.warn({ err: error, failures }, 'slack cannot be connected');
        firstTried();
        await pause(pauseAfter(error, failures), stopping.signal);
      } finally {
        disconnected.forget();
      }
    }
  }

  return {
    start: () =>
      new Promise((resolve) => {
        running = keepConnected(resolve).finally(resolve);
      }),
    stop: async () => {
      stopping.abort();
      await leave(client);
      await Promise.race([running, wait(goodbyeWithinMs, undefined, { ref: false })]);
    },
  };
}

/** Rejects when Slack does not greet in time, so that a half-open connection cannot leave Irene deaf. */
async function connect(client: SocketModeClient): Promise<void> {
  const greeted = new AbortController();
  const late = wait(helloWithinMs, 'late' as const, { signal: greeted.signal });
  try {
    const first = await Promise.race([client.start(), late]);
    if (first !== 'late') return;
    await leave(client);
    throw new Error('slack sent no hello');
  } finally {
    greeted.abort();
    late.catch(() => {});
  }
}

/** The SDK waits 30 s for the goodbye of a server that is gone. */
async function leave(client: SocketModeClient): Promise<void> {
  await Promise.race([client.disconnect(), wait(goodbyeWithinMs, undefined, { ref: false })]);
}

/** From before the attempt on, so that no end is missed. */
function listenForEnd(client: SocketModeClient): { ended: Promise<void>; forget(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => resolve();
  client.once('disconnected', end);
  return { ended: promise, forget: () => void client.removeListener('disconnected', end) };
}

function pauseAfter(error: unknown, failures: number): number {
  const growing = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
  const asked = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0;
  return Math.max(growing, asked);
}

/** Ends early when Irene stops. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
