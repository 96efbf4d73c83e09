import type { Action, Refusal } from '#core/case-action.ts';
import type { Actor } from '#core/actor.ts';
import type { Case } from '#core/case.ts';
import type { HomeFile } from '#core/home-file.ts';
import type { Destination, MirrorRef } from '#core/mirror.ts';
import type { Project } from '#core/policy.ts';
import type { ProjectNumbers } from '#core/project-numbers.ts';
import type { QueryError } from '#core/query/query-error.ts';
import type { Route } from '#core/route.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import type { BulkDesk } from './bulk-desk.ts';
import type { OpsDesk } from './ops-desk.ts';
import type { OrderDesk } from './order-desk.ts';
import type { Undone } from '#core/undo-action.ts';

/** What somebody at a door asks for. `requestId` makes the same request twice (a redelivered click) one. */
export interface ActRequest {
  caseId: string;
  action: Action;
  by: Actor;
  requestId: string;
}

/** `of` is the `requestId` of what is to be taken back. */
export interface UndoRequest {
  caseId: string;
  of: string;
  by: Actor;
  requestId: string;
  /** That it is not too late was decided before, for many cases together. */
  inTime?: true;
}

export type UndoOutcome = { done: Case; undone: Undone } | { refused: Refusal } | { unknown: true };

export type ActOutcome = { done: Case } | { refused: Refusal } | { unknown: true };

/** A case with all that a person wants to see of it. */
export interface CaseFile {
  case: Case;
  timeline: TimelineEntry[];
  shown: { destination: Destination; ref: MirrorRef }[];
  route: Route;
}

/** By a whole id or a unique prefix (with or without `irn-`). */
export type Lookup = { found: CaseFile } | { none: true } | { many: string[] };

export interface SearchPage {
  cases: Case[];
  total: number;
  /** Addresses of their cards in Slack, by the id of the case, where they have one. */
  cards?: Record<string, string>;
  /** There are more than `total`. */
  isMore?: true;
  cursor?: string;
}

export type SearchAnswer = SearchPage | { wrong: QueryError };

export interface SearchOptions {
  cursor?: string;
  limit?: number;
  /** The id of the person who asks, for `is:mine`. */
  me?: string;
}

/** What the doors (Slack, command line, web) may ask of Irene. Throws TemporaryFailure when the store cannot answer. */
export interface Desk {
  act(request: ActRequest): Promise<ActOutcome>;
  /** Takes back one action of the last half minute, if nothing has happened to the case since. */
  undo(request: UndoRequest): Promise<UndoOutcome>;
  show(idOrPrefix: string): Promise<Lookup>;
  /** What became of the cases of one project, or of each, in so many days. */
  numbers(asked: { days: number; project?: string }): Promise<ProjectNumbers[]>;
  /** What one person has to do; `channels` are the ids and names of those that the person is in. */
  home(asked: { personId: string; channels: ReadonlySet<string> }): Promise<HomeFile>;
  /** Silences and subscriptions. */
  orders: OrderDesk;
  /** Many cases at once. */
  bulk: BulkDesk;
  /** How Irene herself is doing. */
  ops: OpsDesk;
  /** Who owns what, as the rules say it now. */
  projects(): Project[];
  /** Slack user ids by the identities of clouds, as the rules say it now. */
  people(): ReadonlyMap<string, string>;
  /** By a query (docs/query.md), or `storm:ID` for exactly the cases of one storm. */
  search(text: string, options?: SearchOptions): Promise<SearchAnswer>;
}
