import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { watchInbox, type InboxOptions } from '#inbox/watch-inbox.ts';
import { silentLog } from '#test/silent-log.ts';
import { until } from '#test/until.ts';

interface Taken {
  name: string;
  source: string;
  text: string;
}

interface Setup extends Partial<InboxOptions> {
  /** Runs before the inbox is watched. */
  prepare?: (folder: string) => Promise<void>;
  /** Runs before each save is kept; what it throws is the save's failure. */
  beforeSave?: (file: { path: string; name: string }) => Promise<void> | void;
}

/** A watched inbox in a temp folder, the texts of all that was saved, and the troubles it told. */
export async function anInbox({ prepare, beforeSave, ...options }: Setup = {}) {
  const home = await mkdtemp(join(tmpdir(), 'irene-inbox-'));
  const folder = join(home, 'inbox');
  await mkdir(folder);
  await prepare?.(folder);
  const taken: Taken[] = [];
  const troubles: { path: string; reason: string }[] = [];
  const stop = new AbortController();
  const watching = watchInbox(
    {
      folder,
      log: silentLog(),
      async save({ path, name, source }) {
        await beforeSave?.({ path, name });
        taken.push({ name, source, text: await readFile(path, 'utf8') });
        return `key-${taken.length}`;
      },
      async onTrouble(about) {
        troubles.push(about);
      },
      ...options,
    },
    stop.signal,
  );
  onTestFinished(async () => {
    stop.abort();
    await watching;
    await rm(home, { recursive: true });
  });
  await until('the inbox to be ready', async () => (await readdir(folder)).includes('auto'));
  return { home, folder, taken, troubles };
}

/** The files that were moved aside and are not removed yet. */
export async function filesAside(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, '.taken'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
