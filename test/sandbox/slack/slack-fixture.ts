import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { WebClient, type WebAPICallResult } from '@slack/web-api';
import { expect } from 'vitest';
import { startSlackSandbox } from '#sandbox/slack/start-slack-sandbox.ts';
import type { SlackSandbox, SlackSandboxOptions } from '#sandbox/slack/slack-sandbox.ts';
import { until } from '#test/until.ts';

/** The true client of the bot, which shows every failure at once. */
export function botOf(slack: SlackSandbox, token = slack.botToken): WebClient {
  const logger = { ...silent, setLevel: () => {}, getLevel: () => LogLevel.ERROR, setName: () => {} };
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  });
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Runs `use` with a sandbox that ends with it. */
export async function withSlack(
  options: SlackSandboxOptions,
  use: (slack: SlackSandbox, bot: WebClient) => Promise<void>,
): Promise<void> {
  const slack = await startSlackSandbox(options);
  try {
    await use(slack, botOf(slack));
  } finally {
    await slack.close();
  }
}

/** Runs `use` while a true Bolt app with these listeners is connected by Socket Mode. */
export async function withApp(
  slack: SlackSandbox,
  listen: (app: App) => void,
  use: () => Promise<void>,
  clientPingTimeout = 5_000,
): Promise<void> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const logger = { ...silent, setLevel: () => {}, getLevel: () => LogLevel.ERROR, setName: () => {} };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout,
    logger,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: slack.botToken, receiver, clientOptions, logger });
  listen(app);
  await app.start();
  try {
    await until('the socket is open', () => slack.openSockets() === 1);
    await use();
  } finally {
    await app.stop();
    await until('the app has left', () => slack.openSockets() === 0);
  }
}

/** Expects what `look` sees to become so. */
export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: 40_000, interval: 10 });
}

/** Slack's error code of a call that must fail. */
export async function errorOf(call: Promise<WebAPICallResult>): Promise<string> {
  const failure = await failureOf(call);
  return (failure as { data?: { error?: string } }).data?.error ?? String(failure);
}

/** What a call that must fail was rejected with. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    return error;
  }
  throw new Error(`the call went well: ${JSON.stringify(answer)}`);
}

export function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

export function buttons(...values: string[]): KnownBlock {
  const elements = values.map((value, index) => ({
    type: 'button' as const,
    action_id: `press-${index}`,
    text: { type: 'plain_text' as const, text: value },
    value,
  }));
  return { type: 'actions', block_id: 'buttons', elements };
}

/** A modal that asks for a reason in the block `why`. */
export function aModal(change: Partial<ModalView> = {}): ModalView {
  return {
    type: 'modal',
    callback_id: 'ask',
    title: { type: 'plain_text', text: 'Snooze' },
    submit: { type: 'plain_text', text: 'Snooze' },
    blocks: [
      {
        type: 'input',
        block_id: 'why',
        label: { type: 'plain_text', text: 'Why?' },
        element: { type: 'plain_text_input', action_id: 'text' },
      },
    ],
    ...change,
  };
}
