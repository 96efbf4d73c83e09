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
  const open = openSearchFile(file, isCorrupt);
  const opened: Opened = { open, known: new Set(), isLost: false, isFilling: positionOf(open) === undefined, held: 0 };
  const ask: Ask = (work) => {
    try {
      return work(opened.open);
    } catch (error) {
      throw afterFailure(file, opened, error);
    }
  };
  const fill: Ask = (work) => {
    // Else the rest of what somebody is filling in would pass for the whole.
    if (opened.isLost) throw new TemporaryFailure('the search index was replaced: fill it from the start');
    return ask(work);
  };
  return {
    put: async (cases) => fill(() => put(opened, cases)),
    find: async (request) => ask((from) => findCases(from, request)),
    position: () => {
      const position = ask(positionOf);
      opened.isLost = false;
      return position;
    },
    setPosition: async (position) => {
      if (opened.isFilling) await settle(opened, fill);
      fill(({ statements }) => statements.setPosition.run(position));
    },
    close: () => close(opened.open),
  };
}

interface Opened {
  open: SearchFile;
  known: KnownNames;
  /** What was put is gone, and nobody has asked for the position since. */
  isLost: boolean;
  isFilling: boolean;
  /** Cases in the transaction that is open while the index is filled from nothing. */
  held: number;
}

type Ask = <T>(work: (open: SearchFile) => T) => T;

/** Replaces a damaged file; tells what to throw. */
function afterFailure(file: string, opened: Opened, error: unknown): unknown {
  if (opened.held > 0 && !opened.open.sql.isTransaction) lose(opened);
  if (!isCorrupt(error)) return sqliteFailure(error);
  opened.open.sql.close();
  removeSearchFile(file);
  opened.open = openSearchFile(file, isCorrupt);
  lose(opened);
  return new TemporaryFailure('the search index was damaged and is filled again', { cause: error });
}

function lose(opened: Opened): void {
  opened.known.clear();
  opened.held = 0;
  opened.isLost = true;
  opened.isFilling = true;
}

function put(opened: Opened, cases: Case[]): void {
  const { open, known, isFilling } = opened;
  if (isFilling) beginFilling(open);
  putCases(open, known, cases);
  if (isFilling) opened.held = commitSome(open, opened.held + cases.length);
}

/** Ends the filling; what it takes is done in steps, so that nothing else has to wait long. */
async function settle(opened: Opened, fill: Ask): Promise<void> {
  for (let isFirst = true; fill((open) => mergeStep(open, isFirst)); isFirst = false) await setImmediate();
  fill(endFilling);
  opened.held = 0;
  opened.isFilling = false;
}

function close({ sql }: SearchFile): void {
  if (!sql.isOpen) return;
  try {
    if (sql.isTransaction) sql.exec('commit');
  } finally {
    sql.close();
  }
}

function positionOf({ statements }: SearchFile): string | undefined {
  const position = statements.position.get()?.['value'];
  return typeof position === 'string' ? position : undefined;
}
