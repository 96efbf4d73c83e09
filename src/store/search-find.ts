import type { StatementSync } from 'node:sqlite';
import type { NameField, Sort } from '#core/query/query.ts';
import { mostCounted, type SearchPage, type SearchRequest } from '#core/search.ts';
import { severities } from '#core/severity.ts';
import type { SearchFile } from './search-file.ts';
import { allOf, planOf, planOfWhole, type Plan } from './search-plan.ts';

type Row = { place: string; id: string };
type Place = { rank: number; before: string | null };

/** One page of what a query finds. Throws where the cursor is not one of its sort. */
export function findCases(open: SearchFile, request: SearchRequest): SearchPage {
  const { query, limit, cursor } = request;
  if (!Number.isSafeInteger(limit) || limit < 1) throw new Error(`not a limit: ${limit}`);
  const namesIn = (field: NameField) => open.statements.names.all(field).map((row) => String(row['value']));
  const wordsFrom = (prefix: string, most: number) => wordsFromOf(open, prefix, most);
  const isEverywhere = (word: string) => open.statements.isEverywhere.get(word) !== undefined;
  const plan = planOfWhole(query.where, { ...request, namesIn, wordsFrom, isEverywhere });
  const page = pageOf(open, plan, { sort: query.sort, limit, cursor });
  // What is all on one page need not be looked for again.
  const isAll = cursor === undefined && page.cursor === undefined;
  const counted = isAll ? page.ids.length : countOf(open, plan);
  return { ...page, total: Math.min(counted, mostCounted), ...(counted > mostCounted ? { isMore: true } : {}) };
}

/** From one word to the next: to read on would go through all places of a word. */
function wordsFromOf({ statements }: SearchFile, prefix: string, most: number): string[] {
  const words: string[] = [];
  let from = prefix;
  while (words.length < most) {
    const word = statements.wordFrom.get(from)?.['term'];
    if (typeof word !== 'string' || !word.startsWith(prefix)) break;
    words.push(word);
    from = `${word}\u0001`;
  }
  return words;
}

interface Range {
  sort: Sort;
  limit: number;
  cursor: string | undefined;
}

function pageOf(open: SearchFile, plan: Plan, range: Range): Omit<SearchPage, 'total'> {
  switch (range.sort) {
    case 'newest':
    case 'oldest':
      return inTime(open, plan, range);
    case 'severity':
      return bySeverity(open, plan, range);
    case 'count':
    case 'relevance':
      return sortedPage(open, plan, { ...range, sort: range.sort });
  }
}

function inTime(open: SearchFile, plan: Plan, { sort, limit, cursor }: Range): Omit<SearchPage, 'total'> {
  if (cursor !== undefined && !/^\d{1,19}$/.test(cursor)) throw new Error('not a cursor of this search');
  const rows = rowsOf(open, plan, { beyond: cursor, limit: limit + 1, isOldest: sort === 'oldest' });
  return pageWith(rows, limit, (last) => last.place);
}

function pageWith(rows: Row[], limit: number, cursorOf: (last: Row) => string): Omit<SearchPage, 'total'> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ids: shown.map(({ id }) => id),
    ...(rows.length > limit && last !== undefined ? { cursor: cursorOf(last) } : {}),
  };
}

/** One severity after the other, the worst first, each newest first. */
function bySeverity(open: SearchFile, plan: Plan, { limit, cursor }: Range): Omit<SearchPage, 'total'> {
  const start = cursor === undefined ? { rank: severities.length - 1, before: null } : readPlace(cursor);
  const rows: (Row & { rank: number })[] = [];
  for (let { rank } = start; rank >= 0 && rows.length <= limit; rank -= 1) {
    const wanted = planOf({ is: 'name', field: 'severity', value: severities[rank] ?? '' }, noNames);
    const beyond = rank === start.rank ? (start.before ?? undefined) : undefined;
    const found = rowsOf(open, allOf([wanted, plan]), { beyond, limit: limit + 1 - rows.length, isOldest: false });
    rows.push(...found.map((row) => ({ ...row, rank })));
  }
  return pageWith(rows, limit, (last) => `${rows.find(({ place }) => place === last.place)?.rank ?? 0}.${last.place}`);
}

const noNames = { now: new Date(0), namesIn: () => [], wordsFrom: () => [], isEverywhere: () => false };

function readPlace(cursor: string): Place {
  const [, rank, before] = /^([0-4])\.(\d{1,19})$/.exec(cursor) ?? [];
  if (rank === undefined || before === undefined) throw new Error('not a cursor of this search');
  return { rank: Number(rank), before };
}

/** The newest that match, at most `mostCounted`, are put in order; how far a page is in it is the cursor. */
function sortedPage(
  { sql, statements }: SearchFile,
  plan: Plan,
  { sort, limit, cursor }: Range & { sort: 'count' | 'relevance' },
): Omit<SearchPage, 'total'> {
  if (cursor !== undefined && !/^@\d{1,5}$/.test(cursor)) throw new Error('not a cursor of this search');
  const from = Number(cursor?.slice(1) ?? 0);
  const { source, where, values } = partsOf(plan);
  // Without words there is nothing to rank by.
  const isRanked = sort === 'relevance' && plan.match !== undefined;
  const newest = `select ${placeIn(plan)} n${isRanked ? ', words.rank rank' : ''} from ${source} ${where}
    order by ${placeIn(plan)} desc limit ${mostCounted}`;
  const order = isRanked
    ? 'found.rank, found.n desc'
    : sort === 'count'
      ? 'numbers.count desc, found.n desc'
      : 'found.n desc';
  const counts = sort === 'count' ? 'cross join numbers on numbers.n = found.n' : '';
  const text = `select cast(found.n as text) place from (${newest}) found ${counts}
    order by ${order} limit ? offset ?`;
  const found = sql.prepare(text).all(...values, limit + 1, from);
  const rows = found.map((row) => rowAt(String(row['place']), statements.idAt));
  return pageWith(rows, limit, () => `@${from + limit}`);
}

/** Where the place of a row stands. */
function placeIn({ match }: Plan): string {
  return match === undefined ? 'c.n' : 'words.rowid';
}

/** FTS5 walks, and the rows of the cases are only looked at where a filter needs them. */
function partsOf(plan: Plan): { source: string; where: string; values: (string | number)[] } {
  const { match, rest } = plan;
  const reads = (table: RegExp): boolean => rest !== undefined && table.test(rest.sql);
  const place = placeIn(plan);
  const source = [
    match === undefined ? 'cases c' : 'words',
    ...(match !== undefined && reads(/\bc\./) ? [`cases c on c.n = ${place}`] : []),
    ...(reads(/\bm\./) ? [`numbers m on m.n = ${place}`] : []),
  ].join(' cross join ');
  const conditions = [
    ...(match === undefined ? [] : ['words match ?']),
    ...(rest === undefined ? [] : [rest.sql.replaceAll('{n}', place)]),
  ];
  return {
    source,
    where: conditions.length === 0 ? 'where 1' : `where ${conditions.join(' and ')}`,
    values: [...(match === undefined ? [] : [match]), ...(rest?.values ?? [])],
  };
}

interface Stretch {
  /** Only what comes after this place. */
  beyond: string | undefined;
  limit: number;
  isOldest: boolean;
}

function rowsOf({ sql, statements }: SearchFile, plan: Plan, { beyond, limit, isOldest }: Stretch): Row[] {
  const { source, where, values } = partsOf(plan);
  const place = placeIn(plan);
  const after = beyond === undefined ? '' : `and ${place} ${isOldest ? '>' : '<'} cast(? as integer)`;
  const text = `select cast(${place} as text) place from ${source} ${where} ${after}
    order by ${place} ${isOldest ? 'asc' : 'desc'} limit ?`;
  const found = sql.prepare(text).all(...values, ...(beyond === undefined ? [] : [beyond]), limit);
  return found.map((row) => rowAt(String(row['place']), statements.idAt));
}

function rowAt(place: string, idAt: StatementSync): Row {
  return { place, id: String(idAt.get(place)?.['id']) };
}

function countOf({ sql }: SearchFile, plan: Plan): number {
  const { source, where, values } = partsOf(plan);
  const text = `select count(*) total from (select 1 from ${source} ${where} order by ${placeIn(plan)} desc limit ${mostCounted + 1})`;
  return Number(sql.prepare(text).get(...values)?.['total']);
}
