import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { accountFiles, type Account } from '#pipeline/account-files.ts';
import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';

const root = resolve(import.meta.dirname, '../..');
const ingestToken = 'bench-ingest-token-1';

/** An Irene who takes and judges files, and notes where cases must be shown, but shows nothing herself. */
export interface BareIrene {
  url: string;
  headers: Record<string, string>;
  /** Resolves when so many files have been read since the start, judged and recorded. */
  read(files: number): Promise<void>;
  /** What became of every file, and how many messages are left. */
  account(): Promise<{ account: Account; left: number }>;
  close(): Promise<void>;
}

/** In a process of its own, on the embedded store in a new folder, with the house's own rules and all three mirrors. */
export async function startBareIrene(): Promise<BareIrene> {
  const home = await mkdtemp(join(tmpdir(), 'irene-bench-'));
  const child = spawn(process.execPath, [...profiling(), join(root, 'bin/irene.js'), 'start'], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', ...settings(home) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const up = Promise.withResolvers<number>();
  void exited.then(() => up.reject(new Error(`irene ended with ${child.exitCode ?? child.signalCode}`)));
  let filesRead = 0;
  let waiting: { files: number; wake: () => void } | undefined;
  createInterface(child.stdout).on('line', (line) => {
    if (line.includes('"msg":"file read"')) filesRead += 1;
    else if (line.includes('"msg":"listening"')) up.resolve((JSON.parse(line) as { port: number }).port);
    if (waiting !== undefined && filesRead >= waiting.files) waiting.wake();
  });
  const port = await up.promise;
  return {
    url: `http://127.0.0.1:${port}/ingest/guardduty`,
    headers: { authorization: `Bearer ${ingestToken}` },
    read: (files) =>
      new Promise((wake) => {
        waiting = { files, wake };
        if (filesRead >= files) wake();
      }),
    account: () => account(home),
    async close() {
      child.kill('SIGTERM');
      await exited;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** `IRENE_BENCH_PROFILES=folder npm run bench` leaves a CPU profile of Irene there. */
function profiling(): string[] {
  const folder = process.env['IRENE_BENCH_PROFILES'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

function settings(home: string): Record<string, string> {
  return {
    IRENE_HOME: join(home, 'data'),
    IRENE_RULES: join(root, 'rules'),
    IRENE_ROLES: 'ingest,web',
    IRENE_CHANNEL: 'C0SECURITY',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_APP_TOKEN: 'xapp-bench',
    GITHUB_TOKEN: 'bench',
    GITHUB_REPO: 'acme/security',
    PAGERDUTY_ROUTING_KEY: 'bench',
    IRENE_HTTP_PORT: '0',
    IRENE_INGEST_TOKEN: ingestToken,
  };
}

async function account(home: string): Promise<{ account: Account; left: number }> {
  const now = (): Date => new Date();
  const store = await openEmbeddedStore(join(home, 'data'), { now });
  try {
    const of = await accountFiles({ ...store, now }, new Date(0).toISOString());
    return { account: of, left: (await store.queue.receive(1, 0)).length };
  } finally {
    store.close();
  }
}
