import { lstat } from 'node:fs/promises';
import { idOf } from './find-files.ts';
import type { InboxOptions } from './watch-inbox.ts';

/** Remembers what cannot be done with which path, so that each is told once and tried again ever more slowly. */
export interface Troubles {
  /** What `job` answers; undefined when it failed, when the path rests after a failure, or when it is gone. */
  attempt<T>(path: Buffer, job: () => Promise<T>): Promise<T | undefined>;
  /** Forgets every path but these: a path that comes back later is told anew. */
  keepOnly(ids: ReadonlySet<string>): void;
}

interface Trouble {
  restMs: number;
  nextAtMs: number;
  isTold: boolean;
}

const firstRestMs = 250;
const longestRestMs = 30_000;

export function createTroubles({ log, onTrouble }: Pick<InboxOptions, 'log' | 'onTrouble'>): Troubles {
  const troubles = new Map<string, Trouble>();

  async function remember(at: Buffer, err: unknown): Promise<void> {
    const path = at.toString();
    const known = troubles.get(idOf(at));
    if (known === undefined) log.error({ err, path }, 'inbox has trouble with a path, it is tried again');
    const restMs = Math.min(known === undefined ? firstRestMs : known.restMs * 2, longestRestMs);
    const trouble = { restMs, nextAtMs: performance.now() + restMs, isTold: known?.isTold ?? false };
    troubles.set(idOf(at), trouble);
    if (trouble.isTold || onTrouble === undefined) return;
    try {
      await onTrouble({ path, reason: err instanceof Error ? err.message : String(err) });
      trouble.isTold = true;
    } catch (cause) {
      log.error({ err: cause, path }, 'inbox could not tell its trouble, it is told with the next try');
    }
  }

  return {
    async attempt(path, job) {
      const trouble = troubles.get(idOf(path));
      if (trouble !== undefined && performance.now() < trouble.nextAtMs) return undefined;
      try {
        const answer = await job();
        if (troubles.delete(idOf(path))) log.info({ path: path.toString() }, 'inbox has no trouble with the path now');
        return answer;
      } catch (err) {
        if (await isGone(path, err)) troubles.delete(idOf(path));
        else await remember(path, err);
        return undefined;
      }
    },
    keepOnly(ids) {
      for (const id of troubles.keys()) if (!ids.has(id)) troubles.delete(id);
    },
  };
}

/** Whether the path itself vanished while it was worked on; a missing file may as well be one of the store's. */
async function isGone(path: Buffer, err: unknown): Promise<boolean> {
  if (!isMissing(err)) return false;
  return lstat(path).then(() => false, isMissing);
}

function isMissing(err: unknown): boolean {
  return err instanceof Error && 'code' in err && err.code === 'ENOENT';
}
