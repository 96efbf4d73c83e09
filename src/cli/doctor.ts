import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CannotStart } from '#core/errors.ts';
import type { Policy } from '#core/policy.ts';
import { connectSlack } from '#slack/connect-slack.ts';
import { examineSlack } from '#slack/examine/examine-slack.ts';
import type { SlackFinding } from '#slack/examine/finding.ts';
import type { NamedChannel } from '#slack/examine/look-at-channel.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { readRules } from '../app.ts';
import { readConfig, readEnvironment, type Config } from '../config.ts';
import { createLog } from '../create-log.ts';
import { plainText } from './plain-text.ts';

export interface DoctorOptions {
  slack?: boolean;
  click: boolean;
  wait: string;
  json?: boolean;
}

/**
 * Looks whether Irene can do in Slack what she must: tokens, scopes, channels, and one click on a test card. 0 when
 * all is well, 1 when something is wrong, 2 when the settings do not even let her start.
 */
export async function doctor(options: DoctorOptions): Promise<number> {
  const seconds = Number(options.wait);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600)
    return wrongUse('--wait: expected whole seconds from 1 to 600');
  if (options.slack !== true) return wrongUse('irene doctor looks at Slack: irene doctor --slack');
  try {
    const config = readConfig(readEnvironment());
    const { policy } = await readRules(config.rulesFolder, config);
    return await examine(config, policy, options.click ? seconds * 1000 : 0, options.json === true);
  } catch (err) {
    if (!(err instanceof CannotStart)) throw err;
    process.stderr.write(`${err.message}\n`);
    return 2;
  }
}

function wrongUse(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

async function examine(config: Config, policy: Policy, clickMs: number, isJson: boolean): Promise<number> {
  // What goes wrong is told as a finding; the log would say it a second time.
  const log = createLog('silent');
  const clients = connectSlack({ ...config.slack, log });
  const findings: SlackFinding[] = [];
  const examination = {
    clients,
    appToken: config.slack.appToken,
    scopes: await readScopes(),
    channels: channelsOf(config, policy),
    words: slackWordsOf(config.locale),
    clickMs,
    say: (line: string) => void process.stderr.write(`${line}\n`),
    log,
  };
  for await (const finding of examineSlack(examination)) {
    findings.push(finding);
    if (!isJson) process.stdout.write(`${linesOf(finding).join('\n')}\n`);
  }
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  if (isJson) process.stdout.write(`${JSON.stringify({ ok: wrong === 0, findings })}\n`);
  else process.stdout.write(wrong === 0 ? 'Slack: all is well\n' : `Slack: ${wrong} to mend\n`);
  return wrong === 0 ? 0 : 1;
}

const marks = { ok: 'ok   ', note: 'note ', wrong: 'WRONG' } as const;

function linesOf({ about, state, says, fix }: SlackFinding): string[] {
  const line = `${marks[state]}  ${plainText(about, 100)}: ${plainText(says, 500)}`;
  return fix === undefined ? [line] : [line, `       → ${fix}`];
}

const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

async function readScopes(): Promise<string[]> {
  const file = resolve(import.meta.dirname, '../../manifest.yml');
  return manifest.parse(parse(await readFile(file, 'utf8'))).oauth_config.scopes.bot;
}

/** Each once, the central one first. */
function channelsOf(config: Config, policy: Policy): NamedChannel[] {
  const named = new Map<string, string[]>();
  const add = (to: string, by: string): void => void named.set(to, [...(named.get(to) ?? []), by]);
  add(config.centralChannel, 'IRENE_CHANNEL');
  if (config.opsChannel !== config.centralChannel) add(config.opsChannel, 'IRENE_OPS_CHANNEL');
  for (const { name, channels } of policy.projects) for (const channel of channels) add(channel, `project ${name}`);
  return [...named].map(([to, by]) => ({ to, by }));
}
