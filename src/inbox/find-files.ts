import { readdir } from 'node:fs/promises';
import type { Troubles } from './create-troubles.ts';

/** A file of the inbox. */
export interface FoundFile {
  /** The exact bytes of its path: a name on disk need not be UTF-8. */
  at: Buffer;
  /** `at` without loss, to look it up by. */
  id: string;
  /** Its path as text; undefined where it is none. */
  path: string | undefined;
  name: string;
  /** The first folder below the inbox; `auto` for a file right in the inbox, which is read by its content. */
  source: string;
}

/** Everything below the inbox at one look. */
export interface Found {
  files: FoundFile[];
  folders: Buffer[];
  /** The folders of files that were moved aside. */
  taken: string[];
}

/** Where files are moved aside: in the inbox itself, or in a folder of it that is on another file system. */
export const takenName = '.taken';

const dot = 0x2e;
const slash = Buffer.from('/');

/**
 * Walks the inbox folder by folder, so that one that cannot be read hides nothing but itself. Hidden files and folders
 * (a dot in front) and links are left out. Files come in the order of their paths.
 */
export async function findFiles(inbox: string, troubles: Troubles): Promise<Found> {
  const found: Found = { files: [], folders: [Buffer.from(inbox)], taken: [] };
  for (const folder of found.folders) {
    const entries = await troubles.attempt(folder, () => readdir(folder, { withFileTypes: true, encoding: 'buffer' }));
    for (const entry of entries ?? []) {
      const at = Buffer.concat([folder, slash, entry.name]);
      if (entry.isDirectory() && entry.name.toString() === takenName) found.taken.push(at.toString());
      if (entry.name[0] === dot) continue;
      if (entry.isDirectory()) found.folders.push(at);
      if (entry.isFile()) found.files.push(foundFile(at, found.folders[0] ?? folder));
    }
  }
  found.files.sort((a, b) => Buffer.compare(a.at, b.at));
  return found;
}

/** A path as a key: latin1 keeps every byte apart. */
export function idOf(at: Buffer): string {
  return at.toString('latin1');
}

function foundFile(at: Buffer, inbox: Buffer): FoundFile {
  const text = at.toString();
  const isText = Buffer.from(text).equals(at);
  const inside = at.subarray(inbox.length + 1).toString();
  // one byte for each byte that is no text, so that a name of full length stays short enough
  const parts = (isText ? inside : inside.replaceAll('\uFFFD', '_')).split('/');
  return {
    at,
    id: idOf(at),
    path: isText ? text : undefined,
    name: parts.at(-1) ?? '',
    source: parts.length > 1 ? (parts[0] ?? 'auto') : 'auto',
  };
}
