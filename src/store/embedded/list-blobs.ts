import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobInfo } from '#core/blobs.ts';
import type { Page } from '#core/table.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import { fileFailure, isMissing } from './file-failure.ts';
import type { SmallFiles } from './small-files.ts';

const pageSize = 1_000;

/** What a walk looks for: keys that start with `prefix` and come after `after`. */
interface Wanted {
  prefix: string;
  after: string;
}

/**
 * One page of the blobs that `openBlobs` keeps as rows and below `folder`, in the order of their keys' bytes, as S3 has
 * it. Keys are ASCII, so JavaScript's order of strings is that of the bytes.
 */
export async function listBlobs(
  { folder, rows }: { folder: string; rows: SmallFiles },
  prefix: string,
  cursor: string | undefined,
): Promise<Page<BlobInfo>> {
  const wanted = { prefix, after: cursor === undefined ? '' : (placeOf(cursor, 1)[0] ?? '') };
  // Rows first: one that becomes a file meanwhile is seen as a row, or as both.
  const small = rows.list(prefix, wanted.after, pageSize + 1);
  const files = await filesOf(folder, wanted);
  const isRow = new Set(small.map(({ key }) => key));
  const all = [...small, ...files.filter(({ key }) => !isRow.has(key))];
  all.sort((a, b) => (a.key < b.key ? -1 : 1));
  const items = all.slice(0, pageSize);
  const last = items.at(-1);
  return all.length > pageSize && last !== undefined ? { items, cursor: cursorOf([last.key]) } : { items };
}

/** One more than a page holds, if there are. */
async function filesOf(folder: string, wanted: Wanted): Promise<BlobInfo[]> {
  const items: BlobInfo[] = [];
  for await (const [key, path] of merge(await rootsOf(folder, wanted))) {
    const info = await infoOf(key, path);
    if (info !== undefined) items.push(info);
    if (items.length > pageSize) break;
  }
  return items;
}

type Found = [key: string, path: string];

/** One walk for each number of parts that a key has. */
async function rootsOf(folder: string, wanted: Wanted): Promise<AsyncGenerator<Found>[]> {
  const names = (await entriesOf(folder)).map((entry) => entry.name);
  return names.filter((name) => /^\d+$/.test(name)).map((name) => walk(join(folder, name), '', Number(name), wanted));
}

/** `parts` is how many parts of the key are still to come; `start` is the key so far. */
async function* walk(folder: string, start: string, parts: number, wanted: Wanted): AsyncGenerator<Found> {
  const isLeaf = parts === 1;
  const entries = (await entriesOf(folder)).filter((entry) => (isLeaf ? entry.isFile() : entry.isDirectory()));
  // With its slash, as `a/b` comes after `a!/b` although `a` comes before `a!`.
  const keys = entries.map((entry) => ({ name: entry.name, key: `${start}${entry.name}${isLeaf ? '' : '/'}` }));
  keys.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { name, key } of keys) {
    const path = join(folder, name);
    if (isLeaf && key.startsWith(wanted.prefix) && key > wanted.after) yield [key, path];
    if (!isLeaf && mayHold(key, wanted)) yield* walk(path, key, parts - 1, wanted);
  }
}

function mayHold(start: string, { prefix, after }: Wanted): boolean {
  return (start.startsWith(prefix) || prefix.startsWith(start)) && (start > after || after.startsWith(start));
}

/** Sorted walks as one sorted walk. */
async function* merge(walks: AsyncGenerator<Found>[]): AsyncGenerator<Found> {
  const heads: { found: Found; walk: AsyncGenerator<Found> }[] = [];
  for (const walk of walks) await addHead(heads, walk);
  while (true) {
    heads.sort((a, b) => (a.found[0] < b.found[0] ? -1 : 1));
    const head = heads.shift();
    if (head === undefined) return;
    yield head.found;
    await addHead(heads, head.walk);
  }
}

async function addHead(
  heads: { found: Found; walk: AsyncGenerator<Found> }[],
  walk: AsyncGenerator<Found>,
): Promise<void> {
  const next = await walk.next();
  if (next.done !== true) heads.push({ found: next.value, walk });
}

async function infoOf(key: string, path: string): Promise<BlobInfo | undefined> {
  return orMissing(async () => {
    const { size, mtime } = await stat(path);
    return { key, size, savedAt: mtime.toISOString() };
  });
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return (await orMissing(() => readdir(folder, { withFileTypes: true }))) ?? [];
}

async function orMissing<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileFailure(error);
  }
}
