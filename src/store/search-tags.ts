import type { Case } from '#core/case.ts';
import { namesOf } from '#core/query/case-texts.ts';
import { msOf } from '#core/query/moment-window.ts';
import type { NameField } from '#core/query/query.ts';

// A tag is a word of the index that no text can hold: it begins with a private character. By tags FTS5 joins fields
// and texts in one walk over sorted lists, which is what makes a search fast that a column's index would not narrow.

const nameFields: readonly NameField[] = [
  'severity',
  'status',
  'reason',
  'provider',
  'project',
  'source',
  'account',
  'region',
  'type',
  'label',
  'assignee',
  'flag',
];

/** Fields with many values that a pattern is held against. */
const listedFields: readonly NameField[] = nameFields.filter((field) => field !== 'flag');

const kinds = [...nameFields, 'count', 'opened', 'all', 'silenced'] as const;
type TagKind = (typeof kinds)[number];

const firstKind = 0xe100;
const firstSign = 0xe200;

/** The tag of a value. Signs that FTS5 would split at become private characters. */
export function tagOf(kind: TagKind, value: string): string {
  const safe = /^[a-z0-9]*$/i.test(value) ? value : value.replaceAll(/\p{ASCII}/gu, safeSign);
  return `${String.fromCharCode(firstKind + kinds.indexOf(kind))}${safe}`;
}

function safeSign(char: string): string {
  return /[a-z0-9]/i.test(char) ? char : String.fromCharCode(firstSign + char.charCodeAt(0));
}

/** In every case. */
export const tagOfAll = tagOf('all', '');
/** In every case that was ever silenced and is still marked so. */
export const tagOfSilenced = tagOf('silenced', '');

/** All tags of a case, and the values of its fields that patterns ask for. */
export function tagsOf(c: Case): { tags: string[]; names: [field: NameField, value: string][] } {
  const names = nameFields.flatMap((field) => namesOf(c, field).map((value): [NameField, string] => [field, value]));
  const tags = [
    tagOfAll,
    ...names.map(([field, value]) => tagOf(field, value)),
    tagOf('count', String(bucketOf(c.count))),
    ...openedTags(msOf(c.openedAt)),
    ...(c.silenced === undefined ? [] : [tagOfSilenced]),
  ];
  return { tags, names: names.filter(([field]) => listedFields.includes(field)) };
}

const mostBuckets = 31;

/** The power of two that a count reaches; a bucket holds all counts up to the next one. */
function bucketOf(count: number): number {
  return count < 1 ? 0 : Math.min(Math.floor(Math.log2(count)) + 1, mostBuckets);
}

/** The tags of which a case with a count from `least` to `most` has one. Others may have it too. */
export function tagsOfCounts(least: number, most: number): string[] {
  const [first, last] = [bucketOf(least), bucketOf(most)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => tagOf('count', String(first + at)));
}

const firstYear = Date.UTC(2015, 0);
const lastYear = Date.UTC(2061, 0);

/** Its year, month and day, so that a long span is few tags; one tag for all that is far away. */
function openedTags(ms: number): string[] {
  if (ms < firstYear) return [tagOf('opened', 'early')];
  if (ms >= lastYear) return [tagOf('opened', 'late')];
  const day = new Date(ms).toISOString().slice(0, 10);
  return [day.slice(0, 4), day.slice(0, 7), day].map((text) => tagOf('opened', text));
}

/** The tags of which a case that was opened in this span (ms, `before` excluded) has one. Others may have it too. */
export function tagsOfOpened(from = 0, before = lastYear + 1): string[] {
  const early = from < firstYear ? [tagOf('opened', 'early')] : [];
  const late = before > lastYear ? [tagOf('opened', 'late')] : [];
  return [...early, ...spanTags(Math.max(from, firstYear), Math.min(before, lastYear)), ...late];
}

function spanTags(from: number, before: number): string[] {
  const tags: string[] = [];
  let at = new Date(from);
  at.setUTCHours(0, 0, 0, 0);
  while (at.getTime() < before) {
    const { length, next } = stepFrom(at, before);
    tags.push(tagOf('opened', at.toISOString().slice(0, length)));
    at = next;
  }
  return tags;
}

/** The longest of year, month and day that begins here and is over in time. */
function stepFrom(at: Date, before: number): { length: number; next: Date } {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const nextYear = new Date(Date.UTC(year + 1, 0));
  if (month === 0 && day === 1 && nextYear.getTime() <= before) return { length: 4, next: nextYear };
  const nextMonth = new Date(Date.UTC(year, month + 1));
  if (day === 1 && nextMonth.getTime() <= before) return { length: 7, next: nextMonth };
  return { length: 10, next: new Date(Date.UTC(year, month, day + 1)) };
}
