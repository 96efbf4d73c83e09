import type { Case } from '#core/case.ts';
import { between, textColumns, textsOf } from '#core/query/case-texts.ts';
import { foldText, isPlain, wordsIn } from '#core/query/fold-text.ts';
import { msOf } from '#core/query/moment-window.ts';
import type { SearchFile } from './search-file.ts';
import { placeOf } from './search-place.ts';
import { nameTagsOf, otherTagsOf } from './search-tags.ts';

/** Names that are in the file already, so that most cases ask it for none. */
export type KnownNames = Set<string>;

const mostKnown = 20_000;

/**
 * Puts the cases in, all or none; an older revision never replaces a newer one. With a transaction already begun it does
 * not end it: what fails then takes with it what was put in before.
 */
export function putCases(open: SearchFile, known: KnownNames, cases: Case[]): void {
  const isPartOfMore = open.sql.isTransaction;
  if (!isPartOfMore) open.sql.exec('begin immediate');
  try {
    const fresh = [...newestOf(cases).values()].filter((each) => takeOut(open, each));
    // FTS5 writes out what it has gathered at each step back.
    const placed = fresh.map((each) => ({ each, n: placeOf(each) })).toSorted((a, b) => (a.n < b.n ? -1 : 1));
    let last = -1n;
    for (const { each, n } of placed) {
      last = putCase(open, known, each, n > last ? n : last + 1n);
    }
    open.statements.addToTotal.run(placed.length);
    if (!isPartOfMore) open.sql.exec('commit');
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
  statements.removeNumbers.run(n);
  statements.addToTotal.run(-1);
  statements.removeWords.run(n);
  return true;
}

/** At this place, or at the next one that is free; tells which. */
function putCase({ statements }: SearchFile, known: KnownNames, each: Case, from: bigint): bigint {
  const { id, revision, count, silenced, title, resource } = each;
  const openedMs = msOf(each.openedAt);
  const silencedMs = silenced === undefined ? 0 : msOf(silenced.until);
  const texts = [foldText(title), foldText(resource.id), foldText(resource.name ?? '')];
  let n = from;
  while (statements.addCase.run(n, id, revision, ...texts).changes === 0) n += 1n;
  statements.addNumbers.run(n, count, openedMs, silencedMs);
  const tags = nameTagsOf(each);
  const tagText = `${otherTagsOf(each, openedMs)} ${tags.map(({ tag }) => tag).join(' ')}`;
  statements.addWords.run(n, ...textColumns.map((column) => indexedTexts(textsOf(each, column))), tagText);
  for (const { field, value, tag, isListed } of tags) {
    if (isListed && isNew(known, tag)) statements.addName.run(field, value);
  }
  return n;
}

function indexedTexts(texts: string[]): string {
  let all = '';
  for (const text of texts) {
    if (text !== '') all += all === '' ? indexedText(text) : ` ${between} ${indexedText(text)}`;
  }
  return all;
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
