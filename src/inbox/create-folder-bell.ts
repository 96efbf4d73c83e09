import { watch, type FSWatcher } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '#core/log.ts';
import { idOf } from './find-files.ts';

/** Rings when something changes in a folder. It may miss things: whoever waits for it looks every so often anyway. */
export interface FolderBell {
  listenTo(folders: Buffer[]): void;
  /** Resolves at the bell, after `ms`, or at once when it rang since the last wait. */
  rung(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** One watcher a folder: a recursive one also watches every file, and gives up at the first folder it cannot read. */
export function createFolderBell(log: Log): FolderBell {
  const watchers = new Map<string, FSWatcher>();
  let bell = Promise.withResolvers<void>();
  let isTold = false;

  function drop(id: string, err?: unknown): void {
    watchers.get(id)?.close();
    watchers.delete(id);
    if (err === undefined || isTold) return;
    isTold = true;
    log.warn({ err }, 'inbox folder is looked at without notifications');
  }

  function listen(folder: Buffer): void {
    const id = idOf(folder);
    try {
      const watcher = watch(folder, () => bell.resolve());
      watcher.on('error', (err) => drop(id, err));
      watchers.set(id, watcher);
      // something may have come into the folder before
      bell.resolve();
    } catch (err) {
      drop(id, err);
    }
  }

  return {
    listenTo(folders) {
      const ids = new Set(folders.map(idOf));
      for (const id of watchers.keys()) if (!ids.has(id)) drop(id);
      for (const folder of folders) if (!watchers.has(idOf(folder))) listen(folder);
    },
    async rung(ms, signal) {
      await Promise.race([bell.promise, wait(ms, undefined, { signal }).catch(() => undefined)]);
      bell = Promise.withResolvers();
    },
    close() {
      for (const id of watchers.keys()) drop(id);
    },
  };
}
