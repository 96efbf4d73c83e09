import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Alertmanager {
  url: string;
  version: string;
  close(): Promise<void>;
}

const config = `
route: {receiver: nobody}
receivers: [{name: nobody}]
`;

/** Alertmanager as Debian packs it, on a free port and a folder of its own; undefined when it is not in the PATH. */
export async function startAlertmanager(): Promise<Alertmanager | undefined> {
  const home = await mkdtemp(join(tmpdir(), 'irene-bench-'));
  const file = join(home, 'config.yml');
  await writeFile(file, config);
  const child = spawn(
    'prometheus-alertmanager',
    [
      `--config.file=${file}`,
      `--storage.path=${home}`,
      '--web.listen-address=127.0.0.1:0',
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const isThere = await once(child, 'spawn').then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  const removeHome = (): Promise<void> => rm(home, { recursive: true, force: true });
  if (isThere) return whenUp(child, removeHome);
  await removeHome();
  return undefined;
}

async function whenUp(child: ChildProcess, removeHome: () => Promise<void>): Promise<Alertmanager> {
  const up = Promise.withResolvers<string>();
  const exited = once(child, 'exit');
  void exited.then(() => up.reject(new Error(`alertmanager ended with ${child.exitCode ?? child.signalCode}`)));
  let version = 'unknown';
  if (child.stderr === null) throw new Error('alertmanager has no stderr');
  createInterface(child.stderr).on('line', (line) => {
    version = /\(version=([^,]+),/.exec(line)?.[1] ?? version;
    const address = /msg="Listening on" address=(\S+)/.exec(line)?.[1];
    if (address !== undefined) up.resolve(address);
  });
  const address = await up.promise;
  return {
    url: `http://${address}/api/v2/alerts`,
    version,
    async close() {
      child.kill('SIGKILL');
      await exited;
      await removeHome();
    },
  };
}
