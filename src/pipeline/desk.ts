import type { Action, Refusal } from '#core/case-action.ts';
import type { Actor } from '#core/actor.ts';
import type { Case } from '#core/case.ts';
import type { Destination, MirrorRef } from '#core/mirror.ts';
import type { ProjectNumbers } from '#core/project-numbers.ts';
import type { Route } from '#core/route.ts';
import type { TimelineEntry } from '#core/timeline.ts';
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
  cursor?: string;
}

/** What the doors (Slack, command line, web) may ask of Irene. Throws TemporaryFailure when the store cannot answer. */
export interface Desk {
  act(request: ActRequest): Promise<ActOutcome>;
  /** Takes back one action of the last half minute, if nothing has happened to the case since. */
  undo(request: UndoRequest): Promise<UndoOutcome>;
  show(idOrPrefix: string): Promise<Lookup>;
  /** By words, or `storm:ID` for exactly the cases of one storm. */
  /** What became of the cases of one project, or of each, in so many days. */
  numbers(asked: { days: number; project?: string }): Promise<ProjectNumbers[]>;
  search(text: string, options?: { cursor?: string; limit?: number }): Promise<SearchPage>;
}
