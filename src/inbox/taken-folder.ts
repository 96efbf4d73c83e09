import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Look } from './is-settled.ts';
import type { InboxOptions } from './watch-inbox.ts';

/**
 * A file that was moved out of the inbox, at `.taken/<mark>_<uuid>/<source>/<name>`. The mark names the bytes that were
 * saved of it, so a file that grew later, or took another's place while it was moved, is known even after a crash.
 */
export interface Aside {
  path: string;
  name: string;
  source: string;
  mark: string;
  /** The folder made for this one file. */
  home: string;
}

export const unsaved = 'unsaved';

export function markOf({ ino, size, mtimeMs }: Look): string {
  return `${ino}_${size}_${mtimeMs}`;
}

/** Moves a file into the folder `taken`, by one rename: a writer that opens the old path again makes a new file, and loses nothing. */
export async function moveAside(
  taken: string,
  from: Buffer | string,
  about: { name: string; source: string; mark: string },
): Promise<Aside> {
  const home = join(taken, `${about.mark}_${randomUUID()}`);
  await mkdir(join(home, about.source), { recursive: true });
  const path = join(home, about.source, about.name);
  await rename(from, path);
  return { ...about, path, home };
}

/** The file in one entry of `.taken`; undefined when a crash left the entry empty. */
export async function readAside(home: string): Promise<Aside | undefined> {
  if (!(await stat(home)).isDirectory())
    return { path: home, name: basename(home), source: 'auto', mark: unsaved, home };
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  const file = entries.find((entry) => entry.isFile());
  if (file === undefined) return undefined;
  const mark = basename(home).split('_').slice(0, -1).join('_');
  const source = file.parentPath === home ? 'auto' : basename(file.parentPath);
  return { path: join(file.parentPath, file.name), name: file.name, source, mark, home };
}

/**
 * Looks after one file that was moved aside: saves it when it is not what was saved, and removes it once it was still
 * for the grace time, in which a writer that still holds it open may go on.
 */
export async function tendAside(options: InboxOptions, aside: Aside, stillMs: number): Promise<void> {
  const before = markOf(await stat(aside.path));
  if (aside.mark === before) {
    if (stillMs >= graceOf(options)) await rm(aside.home, { recursive: true });
    return;
  }
  if (aside.mark !== unsaved && stillMs === 0) return;
  const key = await options.save({ path: aside.path, name: aside.name, source: aside.source });
  if (markOf(await stat(aside.path)) !== before) return;
  await moveAside(dirname(aside.home), aside.path, { name: aside.name, source: aside.source, mark: before });
  await rm(aside.home, { recursive: true, force: true });
  options.log.info({ key, source: aside.source }, 'file saved again after it was taken from the inbox');
}

/** How long a file is kept that somebody may still write, though nobody is seen to. */
export function graceOf(options: InboxOptions): number {
  return options.graceMs ?? 10 * 60_000;
}
