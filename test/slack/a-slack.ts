import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { onTestFinished } from 'vitest';
import type { Log } from '#core/log.ts';
import type { SlackMessage, SlackSandbox, SlackSandboxOptions } from '#sandbox/slack/slack-sandbox.ts';
import { startSlackSandbox } from '#sandbox/slack/start-slack-sandbox.ts';
import { connectSlack, type SlackClients } from '#slack/connect-slack.ts';

/** `manifest.yml` as Slack would read it. */
export function readManifest(): NonNullable<SlackSandboxOptions['manifest']> {
  return parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')) as NonNullable<
    SlackSandboxOptions['manifest']
  >;
}

/** A local Slack that grants what the manifest asks for, and the true clients; closed when the test ends. */
export async function aSlack(
  options: SlackSandboxOptions = {},
): Promise<{ sandbox: SlackSandbox; clients: SlackClients }> {
  const sandbox = await startSlackSandbox({ manifest: readManifest(), ...options });
  onTestFinished(() => sandbox.close());
  const { apiUrl, botToken, appToken } = sandbox;
  return { sandbox, clients: connectSlack({ apiUrl, botToken, appToken, log: aLog().log }) };
}

/** A log that keeps what it was told. */
export function aLog(): { log: Log; lines: { level: string; facts: object; message: string }[] } {
  const lines: { level: string; facts: object; message: string }[] = [];
  const at = (level: string) => (facts: object, message: string) => {
    lines.push({ level, facts, message });
  };
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return { log, lines };
}

/** Messages of a channel that are no replies. */
export function cardsIn(sandbox: SlackSandbox, channel: string): SlackMessage[] {
  return sandbox.workspace.messages(channel).filter(({ thread_ts, ts }) => thread_ts === undefined || thread_ts === ts);
}

export function repliesIn(sandbox: SlackSandbox, channel: string): SlackMessage[] {
  return sandbox.workspace.messages(channel).filter(({ thread_ts, ts }) => thread_ts !== undefined && thread_ts !== ts);
}
