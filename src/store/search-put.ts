import type { Case } from '#core/case.ts';
import { between, textColumns, textsOf } from '#core/query/case-texts.ts';
import { foldText, isPlain, wordsIn } from '#core/query/fold-text.ts';
import { msOf } from '#core/query/moment-window.ts';
import type { SearchFile } from './search-file.ts';
import { placeOf } from './search-place.ts';
import { tagsOf } from './search-tags.ts';

/** Names that are in the file already, so that most cases ask it for none. */
export type KnownNames = Set<string>;

const mostKnown = 20_000;

/** Puts the cases in, all or none; an older revision never replaces a newer one. */
export function putCases(open: SearchFile, known: KnownNames, cases: Case[]): void {
  if (cases.length === 0) return;
  open.sql.exec('begin immediate');
  try {
    const fresh = [...newestOf(cases).values()].filter((each) => takeOut(open, each));
    // FTS5 writes out what it has gathered at each step back.
    const placed = fresh.map((each) => ({ each, n: addRow(open, each) })).toSorted((a, b) => (a.n < b.n ? -1 : 1));
    for (const { each, n } of placed) addWords(open, known, each, n);
    open.sql.exec('commit');
  } catch (error) {
    known.clear();
    if (open.sql.isTransaction) open.sql.exec('rollback');
    throw error;
  }
}

function newestOf(cases: Case[]): Map<string, Case> {
  const newest = new Map<string, Case>();
  for (const each of cases) {
    const other = newest.get(each.id);
    if (other === undefined || other.revision < each.revision) newest.set(each.id, each);
  }
  return newest;
}

/** Takes out what is known of a case; false when that is newer. */
function takeOut({ statements }: SearchFile, { id, revision }: Case): boolean {
  const old = statements.get.get(id);
  if (old === undefined) return true;
  if (Number(old['revision']) >= revision) return false;
  const n = String(old['place']);
  statements.removeCase.run(n);
  statements.removeWords.run(n);
  return true;
}

/** At its place, or at the next one that is free. */
function addRow({ statements }: SearchFile, each: Case): bigint {
  const { id, revision, count, openedAt, silenced, title, resource } = each;
  const values = [
    id,
    revision,
    count,
    msOf(openedAt),
    silenced === undefined ? 0 : msOf(silenced.until),
    foldText(title),
    foldText(resource.id),
    foldText(resource.name ?? ''),
  ];
  let n = placeOf(each);
  while (statements.idAt.get(n) !== undefined) n += 1n;
  statements.addCase.run(n, ...values);
  return n;
}

function addWords({ statements }: SearchFile, known: KnownNames, each: Case, n: bigint): void {
  const { tags, names } = tagsOf(each);
  const columns = textColumns.map((column) => textsOf(each, column).filter((text) => text !== ''));
  statements.addWords.run(n, ...columns.map((texts) => texts.map(indexedText).join(` ${between} `)), tags.join(' '));
  for (const [field, value] of names) {
    if (isNew(known, `${field}:${value}`)) statements.addName.run(field, value);
  }
}

/** FTS5 takes a plain text apart as `wordsIn` does. */
function indexedText(text: string): string {
  return isPlain(text) ? text : wordsIn(text).join(' ');
}

function isNew(known: Set<string>, one: string): boolean {
  if (known.has(one)) return false;
  if (known.size >= mostKnown) known.clear();
  known.add(one);
  return true;
}
