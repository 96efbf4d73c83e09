import type { AuditEvent } from '#core/audit-event.ts';
import type { Json } from '#core/json.ts';
import type { Firing } from './firing.ts';
import type { About, Key, Mark, Match } from './mark.ts';
import type { Counter, CountedRule } from './plan.ts';
import { boundText, keyText, numberOf, readField } from './read-field.ts';

export interface KeyedMark {
  key: Key;
  mark: Mark;
}

/** A match as a mark in the window of its key; undefined when it lacks a field, or a time: it is not counted. */
export function markOfMatch(counter: Counter, match: Match): KeyedMark | undefined {
  const at = Date.parse(match.event.at);
  if (Number.isNaN(at)) return undefined;
  return markOf(counter, match, readMatch, { id: boundText(match.event.id), at, about: aboutOf(match.event) });
}

/** A firing as a mark of a correlation: it has the values of its key, and those of the event that completed it. */
export function markOfFiring(counter: Counter, firing: Firing): KeyedMark | undefined {
  const { eventId: id, at, about, eventIds: events } = firing;
  return markOf(counter, firing, readFiring, { id, at, about, events });
}

const factsAre = 'facts.';

function readMatch({ event, fact, mapped }: Match, field: string): Json | undefined {
  if (field.startsWith(factsAre)) return fact?.(field.slice(factsAre.length));
  return readField(event.record, field) ?? mapped?.(field);
}

function readFiring({ by, carry }: Firing, field: string): Json | undefined {
  if (Object.hasOwn(by, field)) return by[field];
  return carry !== undefined && Object.hasOwn(carry, field) ? carry[field] : undefined;
}

let lastAbout: About | undefined;

/** The same object for events of the same origin that follow each other: there are many marks. */
function aboutOf({ source, provider, account, region }: AuditEvent): About {
  const last = lastAbout;
  if (last?.account === account && last.region === region && last.source === source && last.provider === provider)
    return last;
  lastAbout = { source, provider, account, ...(region === undefined ? {} : { region }) };
  return lastAbout;
}

type Origin = Pick<Mark, 'id' | 'at' | 'about' | 'events'>;

function markOf<T>(
  { rule, index }: Counter,
  from: T,
  read: (from: T, field: string) => Json | undefined,
  { id, at, about, events }: Origin,
): KeyedMark | undefined {
  const reads = rule.reads[index];
  const values = reads && textsOf(reads.by, from, read);
  if (reads === undefined || values === undefined) return undefined;
  const value = valueOf(rule, reads.fields, from, read);
  if (value === undefined && reads.fields.length > 0) return undefined;
  const carry = reads.carry.length === 0 ? undefined : carryOf(reads.carry, from, read);
  return { key: { text: keyTextOf(values), values }, mark: { id, at, rule: index, value, about, carry, events } };
}

/** Values have no line breaks where it is made of lines, else it is JSON, which has none. */
function keyTextOf(values: string[]): string {
  if (values.length === 1) return values[0] ?? '';
  return values.some((value) => value.includes('\n')) ? JSON.stringify(values) : values.join('\n');
}

function textsOf<T>(
  fields: string[],
  from: T,
  read: (from: T, field: string) => Json | undefined,
): string[] | undefined {
  const texts: string[] = [];
  for (const field of fields) {
    const text = keyText(read(from, field));
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

function valueOf<T>(
  { counting: { type } }: CountedRule,
  fields: string[],
  from: T,
  read: (from: T, field: string) => Json | undefined,
): string | number | undefined {
  if (fields.length === 0) return undefined;
  if (type !== 'value_count') return numberOf(read(from, fields[0] ?? ''));
  const texts = textsOf(fields, from, read);
  return texts?.length === 1 ? texts[0] : texts && boundText(JSON.stringify(texts));
}

function carryOf<T>(fields: string[], from: T, read: (from: T, field: string) => Json | undefined): Mark['carry'] {
  const found = fields.flatMap((field): [string, string][] => {
    const text = keyText(read(from, field));
    return text === undefined ? [] : [[field, text]];
  });
  return Object.fromEntries(found);
}
