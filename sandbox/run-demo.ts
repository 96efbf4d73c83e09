import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { startStoreOnAws } from './aws/start-store-on-aws.ts';
import { startGithubSandbox } from './github/start-github-sandbox.ts';
import { ireneSettings } from './irene-settings.ts';
import { startPage } from './page/start-page.ts';
import { startPagerdutySandbox } from './pagerduty/start-pagerduty-sandbox.ts';
import { sampleFiles, story } from './samples/story.ts';
import { startSlackSandbox } from './slack/start-slack-sandbox.ts';

const root = resolve(import.meta.dirname, '..');
const samples = join(import.meta.dirname, 'samples');

/** Settings of the demo itself. */
interface DemoSettings {
  port: number;
  host: string;
  /** Whether the sample files flow in by themselves. */
  tellStory: boolean;
}

/**
 * Starts local stand-ins of Slack, GitHub and PagerDuty with their web page, and Irene as its own process pointed at
 * them by her settings. Runs until Ctrl-C.
 */
export async function runDemo(): Promise<void> {
  const settings = readSettings();
  const home = resolve('.irene/demo');
  const inbox = join(home, 'inbox');
  await prepareHome(home);
  let webUrl = `http://localhost:${settings.port}`;
  const slack = await startSlackSandbox({ manifest: parse(await readFile(join(root, 'manifest.yml'), 'utf8')) });
  const github = await startGithubSandbox({ repos: ['acme/security'], webUrl: () => webUrl });
  const pagerduty = await startPagerdutySandbox({ webUrl: () => webUrl });
  const send = (file: string): Promise<void> =>
    copyFile(join(samples, file), join(inbox, 'auto', `${Date.now()}-${file}`));
  const page = await startPage({
    slack,
    github,
    pagerduty,
    port: settings.port,
    host: settings.host,
    inbox,
    samples: sampleFiles.map(({ file, title }) => ({ name: file, title, send: () => send(file) })),
  });
  webUrl = `http://localhost:${new URL(page.url).port}`;
  const store = process.argv.includes('--aws') ? await startStoreOnAws() : undefined;
  const irene = startIrene({
    ...store?.settings,
    IRENE_ENV: 'sandbox',
    IRENE_HOME: home,
    IRENE_RULES: join(home, 'rules'),
    ...ireneSettings({ slack, github, pagerduty }),
    IRENE_LOCALE: process.env['IRENE_LOCALE'] ?? 'en',
    IRENE_HTTP_PORT: process.env['IRENE_HTTP_PORT'] ?? '0',
    IRENE_INGEST_TOKEN: process.env['IRENE_INGEST_TOKEN'] ?? 'sandbox-ingest-token',
  });
  process.stdout.write(
    `\nThe Irene demo is at ${webUrl}\nDrop finding files into ${inbox}/auto/ or use the page's buttons. Ctrl-C ends it.\n\n`,
  );
  const ended = untilEnded(irene);
  if (settings.tellStory) void story(send, ended.signal);
  await ended.promise;
  await Promise.allSettled([page.close(), slack.close(), github.close(), pagerduty.close(), store?.aws.close()]);
}

function readSettings(): DemoSettings {
  const port = Number(process.env['SANDBOX_PORT'] ?? '8090');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('SANDBOX_PORT: expected a port number');
  return { port, host: process.env['SANDBOX_HOST'] ?? '127.0.0.1', tellStory: process.env['SANDBOX_STORY'] !== 'off' };
}

/** A fresh data folder: the stand-ins forget everything when they stop, so an old one would not fit them. */
async function prepareHome(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true });
  await mkdir(join(home, 'inbox', 'auto'), { recursive: true });
  await cp(join(root, 'rules'), join(home, 'rules'), { recursive: true });
  await writeFile(join(home, 'rules', 'projects.yml'), await readFile(join(samples, 'projects.yml')));
}

/** Irene with these settings and nothing of the shell's own `SLACK_…` or `GITHUB_…`: a demo must not reach a real service. */
function startIrene(settings: Record<string, string>): ChildProcess {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(IRENE|SLACK|GITHUB|PAGERDUTY|AWS)_/.test(name)),
  );
  return spawn(process.execPath, [join(root, 'bin', 'irene.js'), 'start'], {
    cwd: settings['IRENE_HOME'],
    env: { LOG_LEVEL: 'warn', ...own, ...settings },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Ends with Ctrl-C, SIGTERM, or Irene herself; she is stopped before the services she talks to. */
function untilEnded(irene: ChildProcess): { promise: Promise<void>; signal: AbortSignal } {
  const ended = new AbortController();
  const gone = once(irene, 'exit');
  const asked = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.resolve());
  const promise = (async () => {
    await Promise.race([gone, asked.promise]);
    ended.abort();
    if (irene.exitCode === null) irene.kill('SIGTERM');
    await gone;
    process.exitCode = irene.exitCode ?? 0;
  })();
  return { promise, signal: ended.signal };
}
