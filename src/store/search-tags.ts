import type { Case } from '#core/case.ts';
import { namesOf } from '#core/query/case-texts.ts';
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

const kinds = [...nameFields, 'count', 'opened', 'all', 'silenced'] as const;
type TagKind = (typeof kinds)[number];

const firstKind = 0xe100;
const firstSign = 0xe200;
const kindSigns = Object.fromEntries(kinds.map((kind, at) => [kind, String.fromCharCode(firstKind + at)])) as Record<
  TagKind,
  string
>;

/** The tag of a value. Signs that FTS5 would split at become private characters. */
export function tagOf(kind: TagKind, value: string): string {
  return `${kindSigns[kind]}${value.replaceAll(/(?![a-zA-Z0-9])\p{ASCII}/gu, safeSign)}`;
}

function safeSign(char: string): string {
  return String.fromCharCode(firstSign + char.charCodeAt(0));
}

/** In every case. */
export const tagOfAll = tagOf('all', '');
/** In every case that was ever silenced and is still marked so. */
export const tagOfSilenced = tagOf('silenced', '');

/** What a case says in a field, and the tag of it. `isListed`: patterns are held against the values of the field. */
export interface NameTag {
  field: NameField;
  value: string;
  tag: string;
  isListed: boolean;
}

/** The tags of all fields of a case. */
export function nameTagsOf(c: Case): NameTag[] {
  const tags: NameTag[] = [];
  for (const field of nameFields) {
    for (const value of namesOf(c, field))
      tags.push({ field, value, tag: tagOf(field, value), isListed: field !== 'flag' });
  }
  return tags;
}

/** All other tags of a case that was opened at `openedMs`. */
export function otherTagsOf(c: Case, openedMs: number): string {
  const silenced = c.silenced === undefined ? '' : ` ${tagOfSilenced}`;
  return `${tagOfAll} ${tagOf('count', String(bucketOf(c.count)))} ${openedTags(openedMs)}${silenced}`;
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

const dayMs = 86_400_000;
/** What cases of a day share is made once: cases of one time come together. */
const tagsOfDays = new Map<number, string>();

/** Its year, month and day, so that a long span is few tags; one tag for all that is far away. */
function openedTags(ms: number): string {
  if (ms < firstYear) return tagOf('opened', 'early');
  if (ms >= lastYear) return tagOf('opened', 'late');
  const day = Math.floor(ms / dayMs);
  const known = tagsOfDays.get(day);
  if (known !== undefined) return known;
  const text = new Date(ms).toISOString();
  const tags = [4, 7, 10].map((length) => tagOf('opened', text.slice(0, length))).join(' ');
  tagsOfDays.set(day, tags);
  return tags;
}

/** Whether a span that begins or ends so is made of whole days that have tags of their own. */
export function isDayOfTags(ms: number): boolean {
  return ms % dayMs === 0 && ms >= firstYear && ms <= lastYear;
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
