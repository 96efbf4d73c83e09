import { App, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { ClockSample } from '#core/clock-skew.ts';
import type { Log } from '#core/log.ts';
import { slackLogger } from './slack-logger.ts';

export interface SlackOptions {
  botToken: string;
  appToken: string;
  /** Another Slack than the real one; with its trailing slash. */
  apiUrl?: string | undefined;
  log: Log;
  /** Told of every answer of Slack: when it was asked and answered, and the time that Slack says it is. */
  onAnswer?: (sample: ClockSample) => void;
}

/** One client a purpose: a 429 pauses all calls of the client that met it. */
export interface SlackClients {
  /** For the mirror: slow and many. */
  poster: WebClient;
  /** For answers to people: modals, names. */
  answerer: WebClient;
  app: App;
  /** What carries the app's Socket Mode; whoever starts it also brings it back. */
  receiver: SocketModeReceiver;
}

/** Makes the clients; nothing is sent before they are used. */
export function connectSlack({ botToken, appToken, apiUrl, log, onAnswer }: SlackOptions): SlackClients {
  const logger = slackLogger(log);
  const way = { apiUrl, logger, fetch: onAnswer === undefined ? fetchWithPause : timed(fetchWithPause, onAnswer) };
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    // Its own way back waits 5 s, gives up for ever on an HTTP error and rejects where nobody can catch it.
    autoReconnectEnabled: false,
    // The SDK would put 100 retries into the object it is given, thus its own object.
    installerOptions: { clientOptions: clientOptions(way, 10_000) },
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'slack event failed');
      return false;
    },
  });
  const app = new App({
    receiver,
    logger,
    // With a token alone Bolt calls auth.test in its constructor, and a Slack that is down at start stays down for it.
    authorize: async () => ({ botToken }),
    convoStore: false,
    clientOptions: clientOptions(way, 2_500),
  });
  return {
    // A post that was given up could still be made later: after another try it would show twice.
    poster: new WebClient(botToken, clientOptions(way, 40_000)),
    // A trigger lives for 3 s: later than that an answer is of no use.
    answerer: new WebClient(botToken, clientOptions(way, 2_500)),
    app,
    receiver,
  };
}

interface Way {
  apiUrl: string | undefined;
  logger: ReturnType<typeof slackLogger>;
  fetch: typeof fetch;
}

/** No retries and no waiting inside the SDK: a repeated post would show twice, and the lanes know when to try again. */
function clientOptions({ apiUrl, logger, fetch }: Way, timeout: number): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    fetch,
    logger,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
}

const pauseSeconds = '30';

/** For an answer to a person through the address that came with the click: Bolt itself would wait for ever. */
const answerMs = 2_500;

/** A 429 that does not say how long to wait, as proxies send it, would be an unknown error to the SDK. */
async function fetchWithPause(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(answerMs) });
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', pauseSeconds);
  return new Response(response.body, { status: 429, headers });
}

/** The same, and tells when it was asked and answered by our clock, beside the `Date` of the answer. */
function timed(ask: typeof fetch, onAnswer: (sample: ClockSample) => void): typeof fetch {
  return async (...request) => {
    const sentAt = new Date().toISOString();
    const response = await ask(...request);
    const date = Date.parse(response.headers.get('date') ?? '');
    const answeredAt = new Date().toISOString();
    if (!Number.isNaN(date)) onAnswer({ sentAt, answeredAt, date: new Date(date).toISOString() });
    return response;
  };
}
