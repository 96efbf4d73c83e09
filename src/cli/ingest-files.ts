import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { TemporaryFailure } from '#core/errors.ts';
import { saveFile } from '#pipeline/save-file.ts';
import { sources } from '#sources/list.ts';
import { withStore } from './with-store.ts';

const sourceNames = sources.map(({ name }) => name);

/** Saves and queues files in the store; a running Irene (or the next one) reads them. 1 when one could not be saved. */
export function ingestFiles(paths: string[], source: string): Promise<number> {
  return withStore(async (store) => {
    const save = (path: string): Promise<string> => saveFile(store, { path, name: basename(path), source });
    if (source !== 'auto' && !sourceNames.includes(source)) warnOf(source);
    let code = 0;
    for (const path of paths) {
      const outcome = await trySave(path, save);
      if ('key' in outcome) {
        process.stdout.write(`${path}: saved and queued as ${outcome.key}\n`);
      } else {
        process.stderr.write(`${path}: ${outcome.problem}\n`);
        code = 1;
      }
    }
    return code;
  });
}

/** As the HTTP door does: a source may come with a newer Irene, so the file is kept all the same. */
function warnOf(source: string): void {
  const known = ['auto', ...sourceNames].join(', ');
  process.stderr.write(`no source is named "${source}" (there are ${known}): the files are kept, nothing reads them\n`);
}

async function trySave(
  path: string,
  save: (path: string) => Promise<string>,
): Promise<{ key: string } | { problem: string }> {
  try {
    if (!(await stat(path)).isFile()) return { problem: 'is not a file' };
    return { key: await save(path) };
  } catch (err) {
    return { problem: problemOf(err) };
  }
}

/** Throws what is a bug and no trouble with a file or a disk. */
function problemOf(err: unknown): string {
  if (err instanceof TemporaryFailure) return err.message;
  if (!(err instanceof Error && 'code' in err)) throw err;
  return err.code === 'ENOENT' ? 'there is no such file' : err.message;
}
