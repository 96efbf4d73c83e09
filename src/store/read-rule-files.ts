import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * Every YAML file below the rules folder, by path; links to files are followed. Hidden names are passed over: a
 * mounted ConfigMap keeps its files a second time below `..data`. Rejects when the folder or one of the files cannot
 * be read.
 */
export async function readRuleFiles(folder: string): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => /\.ya?ml$/.test(path) && !path.split('/').some((name) => name.startsWith('.')));
  const files = await Promise.all(paths.toSorted().map((path) => readRuleFile(folder, path)));
  return files.filter((file) => file !== undefined);
}

/** Undefined for a folder. */
async function readRuleFile(folder: string, path: string): Promise<{ path: string; text: string } | undefined> {
  const file = join(folder, path);
  return (await stat(file)).isFile() ? { path, text: await readFile(file, 'utf8') } : undefined;
}
