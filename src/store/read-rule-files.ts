import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { RuleFiles } from '#core/rule-files.ts';

/** So many files are open at a time. */
const atOnce = 64;

/**
 * Every YAML file below the rules folder, by path; links to files are followed. Hidden names are passed over: a
 * mounted ConfigMap keeps its files a second time below `..data`. Rejects when the folder or one of the files cannot
 * be read.
 */
export async function readRuleFiles(folder: string): Promise<{ path: string; text: string }[]> {
  return ofEachFile(folder, async (path, file) => ({ path, text: await readFile(file, 'utf8') }));
}

/**
 * The rules of a folder. It is asked, not listened to: network volumes and ConfigMaps do not say when they change. The
 * signature is made of each file's path, size, time and number on the disk, behind links.
 */
export function ruleFilesOfFolder(folder: string): RuleFiles {
  return {
    place: folder,
    lookEveryMs: 2_000,
    signature: async () => JSON.stringify(await ofEachFile(folder, async (path, _file, about) => markOf(path, about))),
    read: () => readRuleFiles(folder),
  };
}

function markOf(path: string, { size, mtimeMs, ctimeMs, ino }: Stats): (string | number)[] {
  return [path, size, mtimeMs, ctimeMs, ino];
}

async function ofEachFile<T>(
  folder: string,
  work: (path: string, file: string, about: Stats) => Promise<T>,
): Promise<T[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).filter(isRulePath);
  const done: T[] = [];
  const sorted = paths.toSorted();
  for (let from = 0; from < sorted.length; from += atOnce) {
    const some = sorted.slice(from, from + atOnce).map(async (path) => {
      const file = join(folder, path);
      const about = await stat(file);
      return about.isFile() ? [await work(path, file, about)] : [];
    });
    done.push(...(await Promise.all(some)).flat());
  }
  return done;
}

/** Whether a path below the rules folder is one of a rule file. */
export function isRulePath(path: string): boolean {
  return /\.ya?ml$/.test(path) && !path.split('/').some((name) => name.startsWith('.'));
}
