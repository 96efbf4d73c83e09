import { severities } from '../severity.ts';
import { comparisonsOf, type Field, type StateWord } from './fields.ts';
import { foldText, mayGoOn, wordsIn } from './fold-text.ts';
import type { Comparison, Condition, Moment, NameField } from './query.ts';
import { mostStars } from './query-error.ts';
import { readMoment } from './read-moment.ts';
import type { Piece, Value } from './scan-query.ts';
import { wrong, type Wrong } from './wrong.ts';

type Term = Extract<Piece, { is: 'term' }>;
type Reading = Condition | { wrong: Wrong };

/** A field with its comparison and values as a condition; several values are alternatives. */
export function readTerm(term: Term, hasAsker: boolean): Reading {
  const { field, by, values } = term;
  const allowed = comparisonsOf(field);
  if (!allowed.includes(by)) return wrong('wrong_comparison', { at: term.byAt, text: by }, allowed);
  const empty = values.find(({ text }) => text.trim() === '');
  const end = { at: term.byAt + by.length, text: '' };
  if (values.length === 0 || empty !== undefined) return wrong('value_missing', empty ?? end, expectedOf(field));
  const of: Condition[] = [];
  for (const value of values) {
    const read = readValue(field, by, value);
    if ('wrong' in read) return read;
    if (read.is === 'mine' && !hasAsker) return wrong('nobody_asks', value);
    of.push(read);
  }
  return of.length === 1 && of[0] !== undefined ? of[0] : { is: 'any', of };
}

function expectedOf(field: Field): readonly string[] {
  return 'values' in field ? field.values : [];
}

function readValue(field: Field, by: Comparison, value: Value): Reading {
  switch (field.kind) {
    case 'choice':
      return readChoice(field, by, value);
    case 'state':
      return readState(field.values, value);
    case 'name':
      return readName(field.name, value);
    case 'text':
      return readText(field.name, by, value);
    case 'person':
      return readPerson(value);
    case 'id':
      return readId(value);
    case 'count':
      return readCount(by, value);
    case 'time':
      return readTime(field.name, by, value);
    case 'sort':
    case 'storm':
      return wrong('stands_alone', value);
  }
}

function readChoice(field: Extract<Field, { kind: 'choice' }>, by: Comparison, value: Value): Reading {
  const at = field.values.indexOf(value.text.toLowerCase());
  if (at === -1)
    return wrong('unknown_value', value, field.name === 'severity' ? severities.toReversed() : field.values);
  const chosen = field.values.filter((_, rank) => holds(rank, by, at));
  const of = chosen.map((name): Condition => ({ is: 'name', field: field.name, value: name }));
  return of.length === 1 && of[0] !== undefined ? of[0] : { is: 'any', of };
}

/** Whether a number stands in this relation to the wanted one. */
export function holds(value: number, by: Comparison, wanted: number): boolean {
  switch (by) {
    case ':':
    case '=':
      return value === wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
  }
}

const status = (value: string): Condition => ({ is: 'name', field: 'status', value });
const flag = (value: string): Condition => ({ is: 'name', field: 'flag', value });
const states: Readonly<Record<StateWord, Condition>> = {
  open: { is: 'not', of: status('closed') },
  unacked: status('open'),
  acked: status('acknowledged'),
  snoozed: status('snoozed'),
  closed: status('closed'),
  escalated: flag('escalated'),
  assigned: flag('assigned'),
  unassigned: { is: 'not', of: flag('assigned') },
  silenced: { is: 'silenced' },
  mine: { is: 'mine' },
};

function readState(values: readonly string[], value: Value): Reading {
  const word = value.text.toLowerCase();
  return values.includes(word) ? states[word as StateWord] : wrong('unknown_value', value, values);
}

function readName(field: NameField, value: Value): Reading {
  const folded = foldText(value.text.trim());
  if (!folded.includes('*')) return { is: 'name', field, value: folded };
  return hasTooManyStars(folded) ? wrong('too_many_stars', value) : { is: 'like', field, pattern: folded };
}

function hasTooManyStars(text: string): boolean {
  return text.split('*').length - 1 > mostStars;
}

/** With `=` or a `*` the whole value, else words in it; in quotation marks whole words. */
function readText(column: 'title' | 'type' | 'resource', by: Comparison, value: Value): Reading {
  if (by === '=' || value.text.includes('*')) {
    const pattern = foldText(value.text.trim());
    if (hasTooManyStars(pattern)) return wrong('too_many_stars', value);
    return column === 'type' && !pattern.includes('*')
      ? { is: 'name', field: 'type', value: pattern }
      : { is: 'like', field: column, pattern };
  }
  const words = wordsIn(value.text);
  if (words.length === 0) return wrong('no_word', value);
  return { is: 'words', column, words, isPrefix: !value.isQuoted && mayGoOn(words) };
}

/** `@aki`, `Aki Sato`, `U0123`, or as Slack writes a mention; `me` for who asks. */
function readPerson(value: Value): Reading {
  const mention = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/i.exec(value.text)?.[1];
  const name = foldText((mention ?? value.text).trim().replace(/^@/, ''));
  if (name === 'me' && !value.isQuoted) return { is: 'mine' };
  if (name === 'none' && !value.isQuoted) return states.unassigned;
  if (name.includes('*')) {
    return hasTooManyStars(name) ? wrong('too_many_stars', value) : { is: 'like', field: 'assignee', pattern: name };
  }
  const words = wordsIn(name);
  if (words.length === 0) return wrong('no_word', value);
  const named: Condition = { is: 'words', column: 'people', words, isPrefix: false };
  return { is: 'any', of: [{ is: 'name', field: 'assignee', value: name }, named] };
}

function readId(value: Value): Reading {
  const id = value.text.toLowerCase();
  const prefix = id.startsWith('irn-') ? id : `irn-${id}`;
  return /^irn-[a-z2-7]{1,12}$/.test(prefix) ? { is: 'id', prefix } : wrong('not_an_id', value);
}

function readCount(by: Comparison, value: Value): Reading {
  if (!/^\d{1,9}$/.test(value.text)) return wrong('not_a_number', value, ['1', '10', '100']);
  return { is: 'count', by, value: Number(value.text) };
}

const timeExamples = ['30m', '2h', '7d', '2w', '2026-11-01', '2026-11-01T09:00'];

function readTime(field: 'seen' | 'opened', by: Comparison, value: Value): Reading {
  const moment: Moment | undefined = readMoment(value.text);
  if (moment === undefined) return wrong('not_a_time', value, timeExamples);
  if ('agoMs' in moment && (by === ':' || by === '=')) {
    return wrong('needs_date', value, [`${field}<${value.text}`, `${field}>${value.text}`]);
  }
  return { is: 'time', field, by, moment };
}
