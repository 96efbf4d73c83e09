import { setImmediate } from 'node:timers/promises';
import type { Case } from '#core/case.ts';
import { TemporaryFailure } from '#core/errors.ts';
import type { SearchIndex } from '#core/search.ts';
import { isCorrupt, sqliteFailure } from './embedded/sqlite-failure.ts';
import { openSearchFile, removeSearchFile, type SearchFile } from './search-file.ts';
import { beginFilling, commitSome, endFilling, mergeStep } from './search-fill.ts';
import { findCases } from './search-find.ts';
import { putCases, type KnownNames } from './search-put.ts';

/**
 * A search index in a SQLite FTS5 file of its own. A damaged file is replaced by an empty one, also while it is open:
 * the call that finds the damage throws TemporaryFailure, and `put` and `setPosition` go on doing so until
 * `position()` was asked. It is undefined then, so whoever fills the index starts again. So it is when a `put` fails
 * before the first position, as that takes with it what was put before.
 */
export function openSearchIndex(file: string): SearchIndex & { close(): void } {
  let open = openSearchFile(file, isCorrupt);
  const known: KnownNames = new Set();
  let isLost = false;
  let isFilling = positionOf(open) === undefined;
  /** Cases in the transaction that is open while the index is filled from nothing. */
  let held = 0;
  function ask<T>(work: (open: SearchFile) => T): T {
    try {
      return work(open);
    } catch (error) {
      if (held > 0 && !open.sql.isTransaction) lose();
      if (!isCorrupt(error)) throw sqliteFailure(error);
      open.sql.close();
      removeSearchFile(file);
      open = openSearchFile(file, isCorrupt);
      lose();
      throw new TemporaryFailure('the search index was damaged and is filled again', { cause: error });
    }
  }
  function lose(): void {
    known.clear();
    held = 0;
    isLost = isFilling = true;
  }
  function fill<T>(work: (open: SearchFile) => T): T {
    // Else the rest of what somebody is filling in would pass for the whole.
    if (isLost) throw new TemporaryFailure('the search index was replaced: fill it from the start');
    return ask(work);
  }
  function put(into: SearchFile, cases: Case[]): void {
    if (isFilling) beginFilling(into);
    putCases(into, known, cases);
    if (isFilling) held = commitSome(into, held + cases.length);
  }
  async function settle(): Promise<void> {
    for (let isFirst = true; fill((into) => mergeStep(into, isFirst)); isFirst = false) await setImmediate();
    fill(endFilling);
    held = 0;
    isFilling = false;
  }
  return {
    put: async (cases) => fill((into) => put(into, cases)),
    find: async (request) => ask((from) => findCases(from, request)),
    position: () => {
      const position = ask(positionOf);
      isLost = false;
      return position;
    },
    setPosition: async (position) => {
      if (isFilling) await settle();
      fill(({ statements }) => statements.setPosition.run(position));
    },
    close: () => {
      if (!open.sql.isOpen) return;
      try {
        if (open.sql.isTransaction) open.sql.exec('commit');
      } finally {
        open.sql.close();
      }
    },
  };
}

function positionOf({ statements }: SearchFile): string | undefined {
  const position = statements.position.get()?.['value'];
  return typeof position === 'string' ? position : undefined;
}
