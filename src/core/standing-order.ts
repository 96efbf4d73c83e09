import type { Person } from './actor.ts';
import type { Case, Silenced } from './case.ts';
import type { Severity } from './severity.ts';
import type { Instant } from './json.ts';
import { matchesQuery } from './query/matches-query.ts';
import type { QueryError } from './query/query-error.ts';
import type { Condition, Query } from './query/query.ts';
import { parseQuery } from './query/parse-query.ts';

// What people have asked for until further notice: silences, and subscriptions of channels. Each is about the cases
// that a query finds, and is kept in the store; silences of rules lie in git.

interface StandingOrder {
  id: string;
  query: string;
  by: Person;
  at: Instant;
}

/** Alerts like these make no noise until then. `channel`: where it was asked for, and its end is told. */
export interface Silence extends StandingOrder {
  until: Instant;
  reason: string;
  channel: string;
  /** Who ended it before its time. */
  endedBy?: Person;
}

/** A case that a silence keeps quiet, as it was at last. */
export interface Hidden {
  caseId: string;
  title: string;
  severity: Severity;
}

/** A channel that wants to see these cases, besides those of its project. */
export interface Subscription extends StandingOrder {
  /** Its id. */
  channel: string;
}

/** With its query read. */
export type InForce<T extends StandingOrder> = T & { read: Query };

/** Why a query cannot stand: it is none, or `field` asks for something that changes by itself. */
export type OrderProblem = { error: QueryError } | { unfit: 'time' | 'work' | 'all' };

/** What says nothing about an alert that just came: who works on its case, and how far. */
const aboutWork: ReadonlySet<string> = new Set(['status', 'reason', 'assignee', 'flag']);

/**
 * The query of a silence. It is asked about each alert as it comes, so it may only speak of what an alert is; and it
 * must say something, or it would hide everything.
 */
export function readSilenceQuery(text: string): { query: Query } | OrderProblem {
  const read = readOrderQuery(text);
  if (!('query' in read)) return read;
  const isAboutWork = conditionsIn(read.query.where).some(
    (one) =>
      one.is === 'count' ||
      one.is === 'silenced' ||
      (one.is === 'name' && aboutWork.has(one.field)) ||
      (one.is === 'like' && aboutWork.has(one.field)) ||
      (one.is === 'words' && one.column === 'people'),
  );
  return isAboutWork ? { unfit: 'work' } : read;
}

/** The query of a subscription: a case is shown from the moment on in which it is one of these. */
export function readSubscriptionQuery(text: string): { query: Query } | OrderProblem {
  return readOrderQuery(text);
}

function readOrderQuery(text: string): { query: Query } | OrderProblem {
  const read = parseQuery(text, { hasAsker: false });
  if ('error' in read) return read;
  const conditions = conditionsIn(read.query.where);
  if (conditions.length === 0) return { unfit: 'all' };
  return conditions.some(({ is }) => is === 'time') ? { unfit: 'time' } : read;
}

/** All conditions that are no groups. */
function conditionsIn(condition: Condition): Condition[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(conditionsIn);
    case 'not':
      return conditionsIn(condition.of);
    default:
      return [condition];
  }
}

/** The mark of a person's silence in a case, beside the ids of rules. */
export function silenceMark(id: string): string {
  return `silence/${id}`;
}

/** Of the silences in force that a case is one of, the one that lasts longest. Pure. */
export function silencedBy(c: Case, silences: readonly InForce<Silence>[], now: Date): Silenced | undefined {
  const moment = now.toISOString();
  const found = silences.filter(({ until, read }) => until > moment && matchesQuery(read, c, { now }));
  const [longest] = found.toSorted((a, b) => (a.until > b.until ? -1 : a.until < b.until ? 1 : 0));
  if (longest === undefined) return undefined;
  const { id, until, reason, by } = longest;
  return { until, rule: silenceMark(id), reason, by };
}

/** The channels that have subscribed to cases like this one, each once. Pure. */
export function subscribersOf(c: Case, subscriptions: readonly InForce<Subscription>[], now: Date): string[] {
  const found = subscriptions.filter(({ read }) => matchesQuery(read, c, { now }));
  return [...new Set(found.map(({ channel }) => channel))];
}
