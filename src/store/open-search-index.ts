import { TemporaryFailure } from '#core/errors.ts';
import type { SearchIndex } from '#core/search.ts';
import { isCorrupt, sqliteFailure } from './embedded/sqlite-failure.ts';
import { openSearchFile, removeSearchFile, type SearchFile } from './search-file.ts';
import { findCases } from './search-find.ts';
import { putCases, type KnownNames } from './search-put.ts';

/**
 * A search index in a SQLite FTS5 file of its own. A damaged file is replaced by an empty one, also while it is open:
 * the call that finds the damage throws TemporaryFailure, and `put` and `setPosition` go on doing so until
 * `position()` was asked. It is undefined then, so whoever fills the index starts again.
 */
export function openSearchIndex(file: string): SearchIndex & { close(): void } {
  let open = openSearchFile(file, isCorrupt);
  const known: KnownNames = new Set();
  let isReplaced = false;
  function ask<T>(work: (open: SearchFile) => T): T {
    try {
      return work(open);
    } catch (error) {
      if (!isCorrupt(error)) throw sqliteFailure(error);
      open.sql.close();
      removeSearchFile(file);
      open = openSearchFile(file, isCorrupt);
      known.clear();
      isReplaced = true;
      throw new TemporaryFailure('the search index was damaged and is filled again', { cause: error });
    }
  }
  function fill<T>(work: (open: SearchFile) => T): T {
    // Else the rest of what somebody is filling in would pass for the whole.
    if (isReplaced) throw new TemporaryFailure('the search index was replaced: fill it from the start');
    return ask(work);
  }
  return {
    put: async (cases) => fill((open) => putCases(open, known, cases)),
    find: async (request) => ask((open) => findCases(open, request)),
    position: () => {
      const position = ask(({ statements }) => statements.position.get()?.['value']);
      isReplaced = false;
      return typeof position === 'string' ? position : undefined;
    },
    setPosition: (position) => {
      fill(({ statements }) => statements.setPosition.run(position));
    },
    close: () => {
      if (open.sql.isOpen) open.sql.close();
    },
  };
}
