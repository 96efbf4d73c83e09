import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { takenName, type FoundFile } from './find-files.ts';
import { wasMoved, type Look } from './is-settled.ts';
import { markOf, moveAside, tendAside, unsaved, type Aside } from './taken-folder.ts';
import type { InboxOptions } from './watch-inbox.ts';

/**
 * Saves one file of the inbox and moves it aside. It is saved before it is moved, so a crash at any moment leaves it
 * saved, or in the inbox, or both (and the same content is one blob). Should it have changed since the look that found
 * it settled, it is left in the inbox for the next one.
 */
export async function takeFile(options: InboxOptions, file: FoundFile, look: Look): Promise<void> {
  const { at, path, name, source } = file;
  // only text can name a file to be saved: any other is moved to a name that is text, and saved there
  const key = path === undefined ? undefined : await options.save({ path, name, source });
  if (markOf(await stat(at)) !== markOf(look)) return;
  const mark = key === undefined ? unsaved : markOf(look);
  const aside = await moveOut(options.folder, file, mark);
  options.log.info({ key, source, bytes: look.size }, 'file taken from the inbox');
  // nobody goes on writing a file that was moved in whole
  await tendAside(options, aside, wasMoved(look) ? Number.POSITIVE_INFINITY : 0);
}

/** Into the inbox's own folder for it; beside the file where that is on another file system, as a mounted source is. */
async function moveOut(inbox: string, { at, path, name, source }: FoundFile, mark: string): Promise<Aside> {
  try {
    return await moveAside(join(inbox, takenName), at, { name, source, mark });
  } catch (err) {
    if (path === undefined || !(err instanceof Error && 'code' in err && err.code === 'EXDEV')) throw err;
    return moveAside(join(dirname(path), takenName), at, { name, source, mark });
  }
}
