import type { BlobInfo, Blobs } from '#core/blobs.ts';
import type { Instant } from '#core/json.ts';

/** A file as it lies in the store. */
export interface SavedFile {
  key: string;
  /** What it was saved as: a source's name, or `auto`. */
  source: string;
  savedAt: Instant;
}

/** Everything that came in has a key `files/<source>/<day>/<hash>-<name>` (`save-file.ts`). */
const everyFile = 'files/';

/** Every saved file whose key begins with `prefix`, in the order of the keys. A store is listed whole: it has no index by time. */
export async function* savedFiles(blobs: Pick<Blobs, 'list'>, prefix = everyFile): AsyncGenerator<SavedFile> {
  if (!prefix.startsWith(everyFile)) return;
  let cursor: string | undefined;
  do {
    const page = await blobs.list(prefix, cursor);
    for (const info of page.items) yield savedFileOf(info);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** A key without a part for the source was put there by somebody else: its content says what it is. */
function savedFileOf({ key, savedAt }: BlobInfo): SavedFile {
  const [, source, ...rest] = key.split('/');
  return { key, source: rest.length === 0 || source === undefined ? 'auto' : source, savedAt };
}
