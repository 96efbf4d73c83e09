import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that goes when the test ends. */
export async function aHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'irene-store-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** A clock that only moves when it is told to. */
export function aClock(start = '2026-01-31T09:00:00.000Z'): { now: () => Date; pass: (seconds: number) => void } {
  let ms = Date.parse(start);
  return {
    now: () => new Date(ms),
    pass: (seconds) => {
      ms += seconds * 1000;
    },
  };
}
