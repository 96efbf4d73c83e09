import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** What became of a file that was to be copied. */
export type Copied =
  | 'copied'
  | 'replaced'
  | 'unchanged'
  | 'is there already, and differs: --force replaces it'
  | 'would leave the folder';

/** The YAML files below a folder, relative to it. Links are passed over: they may lead anywhere. */
export async function yamlFilesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((name) => name.startsWith('.')))
    .toSorted();
}

/** Copies a file as it is below `to`; never over another one unless `force`, never through a link out of `to`. */
export async function copyInto(from: string, to: string, path: string, force: boolean): Promise<Copied> {
  const target = join(to, path);
  await mkdir(dirname(target), { recursive: true });
  if (!isInside(await realpath(to), await realpath(dirname(target)))) return 'would leave the folder';
  const there = await lstat(target).catch(() => undefined);
  if (there === undefined) {
    await copyFile(join(from, path), target, constants.COPYFILE_EXCL);
    return 'copied';
  }
  if (!there.isFile()) return 'would leave the folder';
  if ((await readFile(target)).equals(await readFile(join(from, path)))) return 'unchanged';
  if (!force) return 'is there already, and differs: --force replaces it';
  await copyFile(join(from, path), target);
  return 'replaced';
}

/** Whether a path is a folder or something in it; both are real paths. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep));
}

/** The real path of what is there of a path, and the rest of it: a folder that is still to be made. */
export async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path === dirname(path) ? path : join(await realPlace(dirname(path)), path.slice(dirname(path).length));
  }
}
