import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What `irene rules …` came to. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs `irene rules …` as people do, in a folder of its own and without a single setting of Irene. */
export async function irene(
  args: string[],
  { cwd = process.cwd(), env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const command = spawn(process.execPath, [join(import.meta.dirname, '../../../bin/irene.js'), 'rules', ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => command.on('close', resolve));
  const [out, err, code] = await Promise.all([text(command.stdout), text(command.stderr), ended]);
  return { code, out, err };
}

/** A new folder with these files. */
export async function aFolder(files: { [path: string]: string | Uint8Array }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'irene-rules-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
