import { statuses } from '#core/case.ts';
import { foldText } from '#core/query/fold-text.ts';
import { matchesPattern } from '#core/query/matches-pattern.ts';
import { latestMs, momentWindow } from '#core/query/moment-window.ts';
import type { Asking, Condition, NameField } from '#core/query/query.ts';
import { severities } from '#core/severity.ts';
import { firstPlaceOf } from './search-place.ts';
import { sureWords } from './search-sure-words.ts';
import { tagOf, tagOfAll, tagOfSilenced, isDayOfTags, tagsOfCounts, tagsOfOpened } from './search-tags.ts';

/** A condition over the rows `c` (cases) and `m` (numbers) of a case; `{n}` stands for its place, which is known without them. */
interface Filter {
  sql: string;
  values: (string | number)[];
}

/** What is true of exactly the cases that `match` (a query of FTS5) finds and `rest` holds for; absent: of all. */
export interface Plan {
  match?: string;
  rest?: Filter;
  /** `match` is all but what this finds: beside something else it is cheaper to leave that out there. */
  allBut?: string;
}

export interface PlanContext extends Asking {
  /** The values that cases have had in a field. */
  namesIn(field: NameField): string[];
  /** Words of cases that begin so, at most so many. */
  wordsFrom(prefix: string, most: number): string[];
  /** Whether all cases have this word; it takes some 20 ms for a million that do. */
  isEverywhere(word: string): boolean;
}

const never: Plan = { rest: { sql: '0', values: [] } };

/** A whole query. To have none of what all have is never true, and FTS5 would go through all cases to see it. */
export function planOfWhole(condition: Condition, context: PlanContext): Plan {
  if (condition.is === 'not' && condition.of.is === 'words' && condition.of.column === undefined) {
    const [word, ...more] = condition.of.words;
    if (word !== undefined && more.length === 0 && context.isEverywhere(word)) return never;
  }
  return planOf(condition, context);
}

/** A condition as FTS5 and SQLite answer it. */
export function planOf(condition: Condition, context: PlanContext): Plan {
  switch (condition.is) {
    case 'all':
      return allOf(condition.of.map((one) => planOf(one, context)));
    case 'any':
      return anyOf(condition.of.map((one) => planOf(one, context)));
    case 'not':
      return othersPlan(condition.of) ?? notOf(planOf(condition.of, context));
    case 'name':
      return { match: term(tagOf(condition.field, condition.value)) };
    case 'like':
      return likePlan(condition, context);
    case 'words':
      return { match: wordsMatch(condition, context) };
    case 'id':
      return { rest: idFilter(condition.prefix) };
    case 'count':
      return countPlan(condition);
    case 'time':
      return timePlan(condition, context.now);
    case 'silenced':
      return { match: term(tagOfSilenced), rest: { sql: 'm.silenced > ?', values: [context.now.getTime()] } };
    case 'mine':
      return context.me === undefined ? never : { match: term(tagOf('assignee', foldText(context.me))) };
  }
}

function term(text: string, isPrefix = false): string {
  return isPrefix ? `"${text}" *` : `"${text}"`;
}

/** Fields of which each case has one value of a few: to have none is to have another, and the shorter lists to walk. */
const choices: Partial<Record<NameField, readonly string[]>> = { severity: severities, status: statuses };

function othersPlan(condition: Condition): Plan | undefined {
  if (condition.is !== 'name') return undefined;
  const others = choices[condition.field]?.filter((value) => value !== condition.value);
  return (
    others && {
      match: joined(
        others.map((value) => term(tagOf(condition.field, value))),
        'OR',
      ),
    }
  );
}

/** True of all that every plan is true of. */
export function allOf(plans: Plan[]): Plan {
  const rests = plans.flatMap(({ rest }) => rest ?? []);
  const match = matchOfAll(plans);
  return {
    ...(match === undefined ? {} : { match }),
    ...(rests.length === 0 ? {} : { rest: joinedFilter(rests, 'and') }),
  };
}

/** Walks only what is wanted: FTS5 would go through all cases for each negation that stands for itself. */
function matchOfAll(plans: Plan[]): string | undefined {
  const unwanted = plans.flatMap(({ allBut }) => allBut ?? []);
  const wanted = plans.filter(({ allBut }) => allBut === undefined).flatMap(({ match }) => match ?? []);
  if (unwanted.length === 0) return wanted.length === 0 ? undefined : joined(wanted, 'AND');
  const from = wanted.length === 0 ? term(tagOfAll) : joined(wanted, 'AND');
  return `(${from} NOT ${joined(unwanted, 'OR')})`;
}

function anyOf(plans: Plan[]): Plan {
  if (plans.length === 0) return never;
  const matches = plans.map(({ match }) => match);
  const match = matches.every((one) => one !== undefined) ? { match: joined(matches, 'OR') } : {};
  if (plans.some((plan) => plan.match === undefined && plan.rest === undefined)) return {};
  if (plans.every(({ rest }) => rest === undefined)) return match;
  return { ...match, rest: joinedFilter(plans.map(wholeFilter), 'or') };
}

function notOf(plan: Plan): Plan {
  if (plan.match === undefined && plan.rest === undefined) return never;
  if (plan.rest === undefined && plan.match !== undefined) {
    return { match: `(${term(tagOfAll)} NOT ${plan.match})`, allBut: plan.match };
  }
  const { sql, values } = wholeFilter(plan);
  return { rest: { sql: `not ${sql}`, values } };
}

function joined(matches: string[], by: 'AND' | 'OR'): string {
  return matches.length === 1 ? (matches[0] ?? '') : `(${matches.join(` ${by} `)})`;
}

function joinedFilter(filters: Filter[], by: 'and' | 'or'): Filter {
  return { sql: `(${filters.map(({ sql }) => sql).join(` ${by} `)})`, values: filters.flatMap(({ values }) => values) };
}

/** All of a plan as a filter: SQLite finds the matching rows once and keeps them. */
function wholeFilter({ match, rest }: Plan): Filter {
  const found =
    match === undefined ? [] : [{ sql: '{n} in (select rowid from words where words match ?)', values: [match] }];
  return joinedFilter([...found, ...(rest === undefined ? [] : [rest])], 'and');
}

/** From so many alternatives on, FTS5 gathers all that begins with a word before it tells the first; a few it walks. */
const mostAlternatives = 100;

function wordsMatch(
  { column, words, isPrefix }: Extract<Condition, { is: 'words' }>,
  { wordsFrom }: PlanContext,
): string {
  const only = column === undefined ? '' : `${column} : `;
  const last = words.at(-1) ?? '';
  const longer = isPrefix ? wordsFrom(last, mostAlternatives + 1) : [last];
  if (longer.length > mostAlternatives) return `${only}${term(words.join(' '), true)}`;
  const before = words.slice(0, -1);
  const phrases = (longer.length === 0 ? [last] : longer).map((word) => term([...before, word].join(' ')));
  return `${only}${joined(phrases, 'OR')}`;
}

function likePlan({ field, pattern }: Extract<Condition, { is: 'like' }>, context: PlanContext): Plan {
  if (field !== 'title' && field !== 'resource') {
    const values = context.namesIn(field).filter((value) => matchesPattern(value, pattern));
    return values.length === 0
      ? never
      : {
          match: joined(
            values.map((value) => term(tagOf(field, value))),
            'OR',
          ),
        };
  }
  const glob = pattern.replaceAll(/[?[]/g, '[$&]');
  const rest =
    field === 'title'
      ? { sql: 'c.title glob ?', values: [glob] }
      : { sql: '(c.resource glob ? or c.name glob ?)', values: [glob, glob] };
  const sure = sureWords(pattern).map(({ words, isPrefix }) =>
    wordsMatch({ is: 'words', column: field, words, isPrefix }, context),
  );
  return { ...(sure.length === 0 ? {} : { match: joined(sure, 'AND') }), rest };
}

function idFilter(prefix: string): Filter {
  // `{` comes after every letter.
  return { sql: '{n} in (select n from cases where id >= ? and id < ?)', values: [prefix, `${prefix}{`] };
}

function countPlan({ by, value }: Extract<Condition, { is: 'count' }>): Plan {
  const isExact = by === ':' || by === '=';
  const least = by === '>' || by === '>=' || isExact ? value : 0;
  const most = by === '<' || by === '<=' || isExact ? value : Infinity;
  const match = joined(
    tagsOfCounts(least, most).map((tag) => term(tag)),
    'OR',
  );
  return { match, rest: { sql: `m.count ${isExact ? '=' : by} ?`, values: [value] } };
}

function timePlan(condition: Extract<Condition, { is: 'time' }>, now: Date): Plan {
  const { from, before } = momentWindow(condition, now);
  if (condition.field === 'seen') {
    return seenPlan(from, before);
  }
  const tags = tagsOfOpened(from, before);
  if (tags.length === 0) return never;
  return {
    match: joined(
      tags.map((tag) => term(tag)),
      'OR',
    ),
    // The tags of whole days say it all.
    ...(isDay(from) && isDay(before) ? {} : span('m.opened', '?', from, before)),
  };
}

function isDay(ms: number | undefined): boolean {
  return ms === undefined || isDayOfTags(ms);
}

function seenPlan(from = 0, before = Infinity): Plan {
  if (from > latestMs) return never;
  // As text: a place has more bits than a number.
  const placeText = (ms: number): string => String(firstPlaceOf(Math.max(ms, 0)));
  const end = before > latestMs ? undefined : placeText(before);
  return span('{n}', 'cast(? as integer)', from <= 0 ? undefined : placeText(from), end);
}

function span<T extends string | number>(
  column: string,
  hole: string,
  from: T | undefined,
  before: T | undefined,
): Plan {
  const filters: Filter[] = [
    ...(from === undefined ? [] : [{ sql: `${column} >= ${hole}`, values: [from] }]),
    ...(before === undefined ? [] : [{ sql: `${column} < ${hole}`, values: [before] }]),
  ];
  return filters.length === 0 ? {} : { rest: joinedFilter(filters, 'and') };
}
