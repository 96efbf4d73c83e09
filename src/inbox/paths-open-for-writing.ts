import { readdir, readFile, readlink } from 'node:fs/promises';

/**
 * The files below `folder` that other processes hold open for writing, by the ids of `findFiles`. As far as /proc shows
 * them: the processes of this user (all of them as root) on this machine; none where there is no /proc.
 */
export async function pathsOpenForWriting(folder: string): Promise<Set<string>> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const others = pids.filter((pid) => pid !== String(process.pid));
  const prefix = Buffer.from(`${folder}/`).toString('latin1');
  return new Set((await Promise.all(others.map((pid) => heldBy(pid, prefix)))).flat());
}

async function heldBy(pid: string, prefix: string): Promise<string[]> {
  const held: string[] = [];
  for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`, 'latin1').catch(() => '');
    if (target.startsWith(prefix) && (await isForWriting(pid, fd))) held.push(target);
  }
  return held;
}

async function isForWriting(pid: string, fd: string): Promise<boolean> {
  const about = await readFile(`/proc/${pid}/fdinfo/${fd}`, 'utf8').catch(() => '');
  // the lowest two bits of the octal flags: 0 = read only
  const flags = /^flags:\s*(\d+)/m.exec(about)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & 3) !== 0;
}
