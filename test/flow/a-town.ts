import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { GithubIssue, GithubSandbox } from '#sandbox/github/github-sandbox.ts';
import type { AwsSandbox } from '#sandbox/aws/start-aws-sandbox.ts';
import { startStoreOnAws } from '#sandbox/aws/start-store-on-aws.ts';
import { startGithubSandbox } from '#sandbox/github/start-github-sandbox.ts';
import { ireneSettings } from '#sandbox/irene-settings.ts';
import type { PagerdutySandbox } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import { startPagerdutySandbox } from '#sandbox/pagerduty/start-pagerduty-sandbox.ts';
import type { SlackMessage, SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { startSlackSandbox } from '#sandbox/slack/start-slack-sandbox.ts';
import { until } from '#test/until.ts';

/** The three services and an Irene in a process of its own, pointed at them by her settings alone. */
export interface Town {
  slack: SlackSandbox;
  github: GithubSandbox;
  pagerduty: PagerdutySandbox;
  home: string;
  irene: Irene;
  /** Moves a whole file into the inbox. */
  drop(name: string, content: string | Uint8Array, source?: string): Promise<void>;
  /** SIGKILL, and a new process over the same data folder. */
  killAndRestart(): Promise<void>;
  /** Cards (not thread replies) of a channel. */
  cards(channel: string): SlackMessage[];
  replies(channel: string, ts: string): SlackMessage[];
  issues(): GithubIssue[];
}

export interface Irene {
  process: ChildProcess;
  /** Her log so far, one JSON line each. */
  log: { msg: string; [key: string]: unknown }[];
  port: number;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export const ingestToken = 'test-ingest-token-1';

const projects = `
projects:
  - {name: web, accounts: ['111122223333', 'web-prod'], channels: [C0WEB], mention: S0ONCALL}
`;

/** A town whose Irene keeps everything on local stand-ins of DynamoDB, S3 and SQS. */
export async function aTownOnAws(): Promise<Town & { aws: AwsSandbox }> {
  const { aws, settings } = await startStoreOnAws();
  onTestFinished(aws.close);
  return Object.assign(await aTown(settings), { aws });
}

export async function aTown(settings: Record<string, string> = {}, webUrl?: () => string): Promise<Town> {
  const home = await mkdtemp(join(tmpdir(), 'irene-town-'));
  await cp('rules', join(home, 'rules'), { recursive: true });
  await writeFile(join(home, 'rules', 'projects.yml'), projects);
  const [slack, github, pagerduty] = await Promise.all([
    startSlackSandbox({ manifest: parse(await readFile('manifest.yml', 'utf8')) }),
    startGithubSandbox({ repos: ['acme/security'], ...(webUrl === undefined ? {} : { webUrl }) }),
    startPagerdutySandbox(webUrl === undefined ? {} : { webUrl }),
  ]);
  const environment = { ...settingsFor({ slack, github, pagerduty, home }), ...settings };
  const town: Town = {
    slack,
    github,
    pagerduty,
    home,
    irene: await startIrene(environment, home),
    drop: (name, content, source = 'auto') => drop(home, { name, content, source }),
    async killAndRestart() {
      await town.irene.kill('SIGKILL');
      town.irene = await startIrene(environment, home);
    },
    cards: (channel) =>
      slack.workspace
        .messages(channel)
        .filter((message) => message.thread_ts === undefined || message.thread_ts === message.ts),
    replies: (channel, ts) =>
      slack.workspace.messages(channel).filter((message) => message.thread_ts === ts && message.ts !== ts),
    issues: () => github.repos[0]?.issues ?? [],
  };
  onTestFinished(async () => {
    await town.irene.kill('SIGKILL');
    await Promise.all([slack.close(), github.close(), pagerduty.close()]);
    await rm(home, { recursive: true, force: true });
  });
  return town;
}

type Services = Pick<Town, 'slack' | 'github' | 'pagerduty' | 'home'>;

function settingsFor({ slack, github, pagerduty, home }: Services): Record<string, string> {
  return {
    IRENE_HOME: join(home, 'data'),
    IRENE_RULES: join(home, 'rules'),
    ...ireneSettings({ slack, github, pagerduty }),
    IRENE_OPS_MENTION: 'S0ONCALL',
    IRENE_HTTP_PORT: '0',
    IRENE_INGEST_TOKEN: ingestToken,
    LOG_LEVEL: 'info',
  };
}

/** Resolves when Irene is up and connected to Slack. */
async function startIrene(environment: Record<string, string>, cwd: string): Promise<Irene> {
  const child = spawn(process.execPath, [join(process.cwd(), 'bin/irene.js'), 'start'], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log: Irene['log'] = [];
  createInterface(child.stdout).on('line', (line) => log.push(JSON.parse(line) as Irene['log'][number]));
  const exited = once(child, 'exit');
  const irene: Irene = {
    process: child,
    log,
    port: 0,
    async kill(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
  const isUp = (): boolean => ['irene is up', 'slack connected'].every((msg) => log.some((line) => line.msg === msg));
  await until('irene to be up', () => isUp() || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`irene ended with ${child.exitCode}`);
  irene.port = Number(log.find((line) => line.msg === 'listening')?.['port'] ?? 0);
  return irene;
}

async function drop(home: string, file: { name: string; content: string | Uint8Array; source: string }): Promise<void> {
  const aside = join(home, file.name);
  await writeFile(aside, file.content);
  const folder = join(home, 'data', 'inbox', file.source);
  await cp(aside, join(folder, `.${file.name}`));
  await rename(join(folder, `.${file.name}`), join(folder, file.name));
}

/** A finding in the generic format. */
export function aFindingText(given: object = {}): string {
  return JSON.stringify({
    irene: 1,
    id: 'leak-1',
    type: 'secrets/deploy-key',
    title: 'A deploy key leaked',
    severity: 'critical',
    account: '111122223333',
    resource: { id: 'repo/web', type: 'Repository', name: 'web' },
    at: '2026-03-01T11:00:00Z',
    facts: { 'Found in': 'a public gist' },
    ...given,
  });
}
