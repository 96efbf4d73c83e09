import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

const require = createRequire(import.meta.url);
const startMs = 10_000;

/** The program that speaks DynamoDB; undefined where none is installed for this platform. */
export function findDynoxide(): string | undefined {
  try {
    const program = join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Starts it on a free port of the loopback address, all in memory. It ends with this process. */
export async function startDynoxide(program: string): Promise<{ port: number; close: () => Promise<void> }> {
  const port = await freePort();
  // Some installers leave the mode of the file out.
  chmodSync(program, 0o755);
  const child = spawn(program, ['serve', '--host', '127.0.0.1', '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  await listening(child, child.stderr);
  return { port, close: () => stop(child) };
}

async function listening(child: ChildProcess, output: Readable): Promise<void> {
  let told = '';
  const heard = new Promise<void>((resolve) => {
    output.on('data', (chunk: Buffer) => {
      if (!told.includes('listening on')) told += String(chunk);
      if (told.includes('listening on')) resolve();
    });
  });
  const patience = new AbortController();
  const failed = once(child, 'exit', { signal: AbortSignal.any([patience.signal, AbortSignal.timeout(startMs)]) });
  try {
    const ended = failed.then(() => Promise.reject(new Error('it ended')));
    await Promise.race([heard, ended]);
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Error(`dynoxide did not start: ${told.slice(-500)}`, { cause });
  } finally {
    failed.catch(() => undefined);
    patience.abort();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Told to take any free port, dynoxide does not tell which one it took. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
