import { createHash } from 'node:crypto';
import type { Case } from '#core/case.ts';
import { TemporaryFailure } from '#core/errors.ts';
import type { SearchIndex, SearchPage } from '#core/search.ts';
import { isCorrupt, sqliteFailure } from './embedded/sqlite-failure.ts';
import { openSearchFile, removeSearchFile, type SearchFile } from './search-file.ts';
import { matchOf, searchColumns } from './search-text.ts';

/**
 * A search index in a SQLite FTS5 file of its own. A damaged file is replaced by an empty one, also while it is open:
 * the call that finds the damage throws TemporaryFailure, and `put` and `setPosition` go on doing so until
 * `position()` was asked. It is undefined then, so whoever fills the index starts again.
 */
export function openSearchIndex(file: string): SearchIndex & { close(): void } {
  let open = openSearchFile(file, isCorrupt);
  let isReplaced = false;
  function ask<T>(work: (open: SearchFile) => T): T {
    try {
      return work(open);
    } catch (error) {
      if (!isCorrupt(error)) throw sqliteFailure(error);
      open.sql.close();
      removeSearchFile(file);
      open = openSearchFile(file, isCorrupt);
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
    put: async (cases) => fill((open) => putAll(open, cases)),
    find: async (query) => ask((open) => find(open, query)),
    position: () => {
      const position = ask(({ statements }) => textOf(statements.position.get()?.['value']));
      isReplaced = false;
      return position;
    },
    setPosition: (position) => {
      fill(({ statements }) => statements.setPosition.run(position));
    },
    close: () => {
      if (open.sql.isOpen) open.sql.close();
    },
  };
}

function putAll(open: SearchFile, cases: Case[]): void {
  if (cases.length === 0) return;
  open.sql.exec('begin immediate');
  try {
    for (const each of cases) put(open, each);
    open.sql.exec('commit');
  } catch (error) {
    if (open.sql.isTransaction) open.sql.exec('rollback');
    throw error;
  }
}

function put(open: SearchFile, each: Case): void {
  const { get, addCase, addWords, removeCase, removeWords } = open.statements;
  const old = get.get(each.id);
  if (old !== undefined) {
    if (Number(old['revision']) >= each.revision) return;
    const n = textOf(old['place']) ?? '';
    removeCase.run(n);
    removeWords.run(n);
  }
  const n = placeOf(open, each);
  addCase.run(n, each.id, each.revision);
  addWords.run(n, ...searchColumns(each));
}

/**
 * The number that puts a case in its order: `lastSeenAt` in ms, times 10,000, plus a share of its id that tells cases
 * of one moment apart; the next free one where that is taken.
 */
function placeOf({ statements }: SearchFile, { id, lastSeenAt }: Case): string {
  const ms = Date.parse(lastSeenAt);
  const share = createHash('sha256').update(id).digest().readUInt32BE() % 10_000;
  let n = BigInt(Number.isNaN(ms) ? 0 : ms) * 10_000n + BigInt(share);
  while (statements.at.get(String(n)) !== undefined) n++;
  return String(n);
}

function find({ statements }: SearchFile, query: { text: string; limit: number; cursor?: string }): SearchPage {
  if (!Number.isSafeInteger(query.limit) || query.limit < 1) throw new Error(`not a limit: ${query.limit}`);
  if (query.cursor !== undefined && !/^-?\d{1,19}$/.test(query.cursor)) throw new Error('not a cursor of this search');
  const wanted = matchOf(query.text);
  if (wanted === undefined) return { ids: [], total: 0 };
  const range = { before: query.cursor ?? null, limit: query.limit + 1 };
  const [rows, count] =
    wanted === 'all'
      ? [statements.all.all(range), statements.countAll.get()]
      : [statements.match.all({ ...range, match: wanted.match }), statements.countMatch.get(wanted.match)];
  const shown = rows.slice(0, query.limit);
  const last = textOf(shown.at(-1)?.['place']);
  return {
    ids: shown.map((row) => String(row['id'])),
    total: Number(count?.['total']),
    ...(rows.length > query.limit && last !== undefined ? { cursor: last } : {}),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
