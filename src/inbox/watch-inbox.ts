import { mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '#core/log.ts';
import { createFolderBell } from './create-folder-bell.ts';
import { createStillness, type Stillness } from './create-stillness.ts';
import { createTroubles, type Troubles } from './create-troubles.ts';
import { findFiles, idOf, type Found } from './find-files.ts';
import { isSettled } from './is-settled.ts';
import { pathsOpenForWriting } from './paths-open-for-writing.ts';
import { takeFile } from './take-file.ts';
import { graceOf } from './taken-folder.ts';
import { tendTaken } from './tend-taken.ts';

export interface InboxOptions {
  /** The folder `inbox`; its first level names the source. */
  folder: string;
  save: (file: { path: string; name: string; source: string }) => Promise<string>;
  log: Log;
  /** Called once for each path that cannot be read, saved or removed, while that lasts. */
  onTrouble?: (about: { path: string; reason: string }) => Promise<void>;
  /** How long a file that was written in place is kept after it was taken, in case it grows; 10 minutes if not given. */
  graceMs?: number;
}

/** What is remembered from look to look. */
export interface Memory {
  troubles: Troubles;
  stillness: Stillness;
}

const nothing: Found = { files: [], folders: [], taken: [] };

const lookEveryMs = 250;
const idleLookEveryMs = 500;
/** However often the bell rings, the inbox has a rest between two looks. */
const restMs = 50;

/**
 * Takes every file of `inbox/<source>/**` that is settled: saved first, removed after. Runs until `signal` aborts, and
 * goes on whatever fails: that is logged, told to `onTrouble` and tried again. Hidden files (a dot in front, as many
 * programs name unfinished ones) and links are left alone.
 */
export async function watchInbox(given: InboxOptions, signal: AbortSignal): Promise<void> {
  const start = createTroubles(given);
  const inside: Memory = { troubles: createTroubles(given), stillness: createStillness() };
  const taken: Memory = { troubles: createTroubles(given), stillness: createStillness() };
  const bell = createFolderBell(given.log);
  let tendAtMs = 0;
  try {
    while (!signal.aborted) {
      const folder = await start.attempt(Buffer.from(given.folder), () => openInbox(given.folder));
      const options = { ...given, folder: folder ?? given.folder };
      const found = folder === undefined ? nothing : await findFiles(folder, inside.troubles);
      bell.listenTo(found.folders);
      const isWaiting = await takeSettled(options, found, { ...inside, signal });
      if (folder !== undefined && performance.now() >= tendAtMs) {
        await tendTaken(options, found.taken, taken);
        tendAtMs = performance.now() + graceOf(options) / 60;
      }
      if (!isWaiting) await bell.rung(idleLookEveryMs, signal);
      await wait(isWaiting ? lookEveryMs : restMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    bell.close();
  }
}

/** The true path of the inbox, as /proc names it. The inbox is made where it is not there (any more). */
async function openInbox(folder: string): Promise<string> {
  await mkdir(join(folder, 'auto'), { recursive: true });
  return realpath(folder);
}

/** Takes what is settled of the files found. True when there is one that is not settled yet. */
async function takeSettled(
  options: InboxOptions,
  { files, folders }: Found,
  { troubles, stillness, signal }: Memory & { signal: AbortSignal },
): Promise<boolean> {
  const ids = files.map((file) => file.id);
  stillness.keepOnly(new Set(ids));
  troubles.keepOnly(new Set([...ids, ...folders.map(idOf)]));
  let scan: Promise<Set<string>> | undefined;
  const openForWriting = (): Promise<Set<string>> => (scan ??= pathsOpenForWriting(options.folder));
  let isWaiting = false;
  for (const file of files) {
    if (signal.aborted) return isWaiting;
    const isDone = await troubles.attempt(file.at, async () => {
      const look = await stat(file.at);
      if (!(await isSettled(file, look, { stillMs: stillness.stillMs(file.id, look), openForWriting }))) return false;
      await takeFile(options, file, look);
      return true;
    });
    if (isDone === false) isWaiting = true;
  }
  return isWaiting;
}
