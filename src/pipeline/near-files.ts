import type { Context } from './context.ts';
import { savedFiles } from './saved-files.ts';

/** A few files whose keys hold the last part of what somebody took for a key. Reads the list of the whole store. */
export async function nearFiles({ blobs }: Pick<Context, 'blobs'>, key: string, most = 3): Promise<string[]> {
  const near: string[] = [];
  const name = key.replace(/^.*\//, '');
  if (key.length <= 3 || name === '') return near;
  for await (const file of savedFiles(blobs)) {
    if (file.key.includes(name)) near.push(file.key);
    if (near.length >= most) break;
  }
  return near;
}
