import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

/** So far above what was asked for is a rules folder looked for. */
const highest = 6;

/** Where rules are: the folder that holds all of them, and the part of it that was asked for. */
export interface RulePlace {
  /** A whole rules folder, or the folder or file that was named. */
  root: string;
  /** Below the root; empty for all of it. */
  part: string;
}

/**
 * The rules folder that `path` (a file or folder) is a part of, known by its `policy.yml`: rules in it need its lists.
 * Any other folder stands for itself. Undefined when there is nothing at `path`.
 */
export async function findRoot(path: string): Promise<RulePlace | undefined> {
  const whole = resolve(path);
  const kind = await stat(whole).catch(() => undefined);
  if (kind === undefined) return undefined;
  let folder = kind.isDirectory() ? whole : dirname(whole);
  for (let i = 0; i < highest && folder !== dirname(folder); i += 1) {
    if (await isFile(join(folder, 'policy.yml'))) return { root: folder, part: relative(folder, whole) };
    folder = dirname(folder);
  }
  return { root: whole, part: '' };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
