import type { Look } from './is-settled.ts';

/** Measures for how long files have not changed. */
export interface Stillness {
  /** For how many ms this process has seen the file just so. */
  stillMs(id: string, look: Look): number;
  keepOnly(ids: ReadonlySet<string>): void;
}

/**
 * By the clock of this process alone: the times of a file come from other clocks and other files (`cp -p`, `rsync`, a
 * file server), and may lie in the future.
 */
export function createStillness(): Stillness {
  const seen = new Map<string, { look: Look; sinceMs: number }>();
  return {
    stillMs(id, look) {
      const before = seen.get(id);
      const nowMs = performance.now();
      if (before !== undefined && isSame(before.look, look)) return nowMs - before.sinceMs;
      seen.set(id, { look, sinceMs: nowMs });
      return 0;
    },
    keepOnly(ids) {
      for (const id of seen.keys()) if (!ids.has(id)) seen.delete(id);
    },
  };
}

function isSame(a: Look, b: Look): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;
}
