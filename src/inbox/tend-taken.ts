import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Troubles } from './create-troubles.ts';
import { idOf } from './find-files.ts';
import { readAside, tendAside } from './taken-folder.ts';
import type { InboxOptions, Memory } from './watch-inbox.ts';

/** One round over everything that was moved aside, by this process or by one that ended before it was done. */
export async function tendTaken(
  options: InboxOptions,
  folders: string[],
  { troubles, stillness }: Memory,
): Promise<void> {
  const homes = (await Promise.all(folders.map((folder) => homesIn(folder, troubles)))).flat();
  for (const home of homes) {
    await troubles.attempt(Buffer.from(home), async () => {
      const aside = await readAside(home);
      if (aside === undefined) return rm(home, { recursive: true });
      await tendAside(options, aside, stillness.stillMs(home, await stat(aside.path)));
    });
  }
  stillness.keepOnly(new Set(homes));
  troubles.keepOnly(new Set([...folders, ...homes].map((path) => idOf(Buffer.from(path)))));
}

async function homesIn(folder: string, troubles: Troubles): Promise<string[]> {
  const names = (await troubles.attempt(Buffer.from(folder), () => readdir(folder))) ?? [];
  return names.map((name) => join(folder, name));
}
