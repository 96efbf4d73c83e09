import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import type { GithubIssue, GithubSandbox } from './github/github-sandbox.ts';
import { startGithubSandbox } from './github/start-github-sandbox.ts';
import { ireneSettings } from './irene-settings.ts';
import type { PagerdutySandbox } from './pagerduty/pagerduty-sandbox.ts';
import { startPagerdutySandbox } from './pagerduty/start-pagerduty-sandbox.ts';
import type { SlackMessage, SlackSandbox } from './slack/slack-sandbox.ts';
import { startSlackSandbox } from './slack/start-slack-sandbox.ts';

const root = resolve(import.meta.dirname, '..');

/** The three services and an Irene in a process of its own, pointed at them by her settings alone. */
export interface Town {
  slack: SlackSandbox;
  github: GithubSandbox;
  pagerduty: PagerdutySandbox;
  home: string;
  /** The settings of her Irene, as environment variables. */
  settings: Record<string, string>;
  irene: Irene;
  /** Moves a whole file into the inbox. */
  drop(name: string, content: string | Uint8Array, source?: string): Promise<void>;
  /** SIGKILL, and a new process over the same data folder. */
  killAndRestart(): Promise<void>;
  /** Another Irene with the same settings, `more` of them changed; over its own data folder where `more` names one. */
  startAnother(more?: Record<string, string>): Promise<Irene>;
  /** Cards (not thread replies) of a channel. */
  cards(channel: string): SlackMessage[];
  replies(channel: string, ts: string): SlackMessage[];
  issues(): GithubIssue[];
  /** Kills every Irene, ends the services and removes the data. */
  close(): Promise<void>;
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

export interface TownOptions {
  /** Settings besides those of the town; an empty one takes a setting away. */
  settings?: Record<string, string>;
  /** Where the services say that their pages are. */
  webUrl?: () => string;
}

export async function startTown({ settings = {}, webUrl }: TownOptions = {}): Promise<Town> {
  const home = await mkdtemp(join(tmpdir(), 'irene-town-'));
  await cp(join(root, 'rules'), join(home, 'rules'), { recursive: true });
  await writeFile(join(home, 'rules', 'projects.yml'), projects);
  const [slack, github, pagerduty] = await Promise.all([
    startSlackSandbox({ manifest: parse(await readFile(join(root, 'manifest.yml'), 'utf8')) }),
    startGithubSandbox({ repos: ['acme/security'], ...(webUrl === undefined ? {} : { webUrl }) }),
    startPagerdutySandbox(webUrl === undefined ? {} : { webUrl }),
  ]);
  const environment = { ...settingsFor({ slack, github, pagerduty, home }), ...settings };
  const all: Irene[] = [];
  const startAnother = async (more: Record<string, string> = {}): Promise<Irene> => {
    const irene = await startIrene({ ...environment, ...more }, home);
    all.push(irene);
    return irene;
  };
  const town: Town = {
    slack,
    github,
    pagerduty,
    home,
    settings: environment,
    startAnother,
    irene: await startAnother(),
    drop: (name, content, source = 'auto') => drop(home, { name, content, source }),
    async killAndRestart() {
      await town.irene.kill('SIGKILL');
      town.irene = await startAnother();
    },
    cards: (channel) => slack.workspace.messages(channel).filter((message) => !isReply(message)),
    replies: (channel, ts) =>
      slack.workspace.messages(channel).filter((message) => message.thread_ts === ts && message.ts !== ts),
    issues: () => github.repos[0]?.issues ?? [],
    async close() {
      await Promise.all(all.map((irene) => irene.kill('SIGKILL')));
      await Promise.all([slack.close(), github.close(), pagerduty.close()]);
      await rm(home, { recursive: true, force: true });
    },
  };
  return town;
}

function isReply({ thread_ts, ts }: SlackMessage): boolean {
  return thread_ts !== undefined && thread_ts !== ts;
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

/** Resolves when Irene is up and connected to Slack. Rejects when she ends before. */
async function startIrene(environment: Record<string, string>, cwd: string): Promise<Irene> {
  const irene = spawnIrene(environment, cwd);
  await irene.up;
  return irene;
}

/**
 * Starts Irene, or another `program` with its arguments that is run by Node and logs like her. `up` resolves when she is
 * up and connected to Slack and rejects when she ends before; nobody has to look at it.
 */
export function spawnIrene(
  environment: Record<string, string>,
  cwd: string,
  program: string[] = [join(root, 'bin/irene.js'), 'start'],
): Irene & { up: Promise<void> } {
  const child = spawn(process.execPath, program, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log: Irene['log'] = [];
  const up = Promise.withResolvers<void>();
  createInterface(child.stdout).on('line', (line) => {
    log.push(JSON.parse(line) as Irene['log'][number]);
    if (['irene is up', 'slack connected'].every((msg) => log.some((entry) => entry.msg === msg))) up.resolve();
  });
  const exited = once(child, 'exit');
  void exited.then(() => up.reject(new Error(`irene ended with ${child.exitCode ?? child.signalCode}`)));
  up.promise.catch(() => undefined);
  return {
    process: child,
    log,
    up: up.promise,
    get port() {
      return Number(log.find((line) => line.msg === 'listening')?.['port'] ?? 0);
    },
    async kill(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}

async function drop(home: string, file: { name: string; content: string | Uint8Array; source: string }): Promise<void> {
  const folder = join(home, 'data', 'inbox', file.source);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${file.name}`);
  await writeFile(draft, file.content);
  await rename(draft, join(folder, file.name));
}
