import { readdir, readFile } from 'node:fs/promises';

/** What the kernel says of a process at one moment. */
export interface Sample {
  /** Minutes since the watch began. */
  minute: number;
  /** Resident memory in MiB. */
  rssMib: number;
  /** Open files, sockets and pipes. */
  handles: number;
}

/** Looks at the process `pid` every `everyMs` until it is stopped; `stop` answers what was seen. Needs Linux's /proc. */
export async function watchProcess(pid: number, everyMs: number): Promise<{ samples: Sample[]; stop(): void }> {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  const look = async (): Promise<void> => {
    const minute = (performance.now() - startedAt) / 60_000;
    const [rssMib, handles] = await Promise.all([rssOf(pid), handlesOf(pid)]);
    samples.push({ minute, rssMib, handles });
  };
  await look();
  // A process that has ended is seen by whoever works with it.
  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
  return { samples, stop: () => clearInterval(timer) };
}

async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/status tells no VmRSS`);
  return Number(kib) / 1024;
}

async function handlesOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}
