import type { Actor } from '#core/actor.ts';
import type { Action, Refusal } from '#core/case-action.ts';
import type { QueryError } from '#core/query/query-error.ts';

/** What can be done to many cases at once. */
export type BulkAction = Extract<Action, { do: 'acknowledge' | 'close' | 'snooze' }>;

/** So many cases at most are acted on at once. */
export const mostInBulk = 500;

/** `me` is the id of the person who asks; the same `requestId` makes the same plan. */
export interface PlanWish {
  query: string;
  me: string;
  requestId: string;
}

/** `count` is exact; `total` is that of the search, and with `isMore` at least that. */
export type PlanAnswer =
  | { plan: string; count: number }
  | { tooMany: { total: number; isMore: boolean } }
  | { wrong: QueryError };

/** One case gets the request `requestId:caseId`, so that what a crash has left is finished by the same again. */
export interface BulkRequest {
  plan: string;
  action: BulkAction;
  by: Actor;
  requestId: string;
}

export interface BulkResult {
  total: number;
  done: number;
  /** Cases that it did not apply to (any more). */
  refused: Partial<Record<Refusal['because'], number>>;
  /** Cases that are not kept any more. */
  gone: number;
  /** Cases that the store could not keep it of: the same request again tries those. */
  failed: number;
}

/** `unknown`: there is no such plan (any more), or none of this person that was carried out. */
export type BulkOutcome = BulkResult | { unknown: true };
export type BulkUndoOutcome = BulkResult | { unknown: true } | { tooLate: true };

/** What the doors ask of many cases at once. Throws TemporaryFailure when the plan cannot be read or kept. */
export interface BulkDesk {
  /** Fixes the cases that a query finds now, for a day: what matches later is not acted on. */
  plan(wish: PlanWish): Promise<PlanAnswer>;
  act(request: BulkRequest): Promise<BulkOutcome>;
  /** Takes back what a plan has done to each case that nothing has happened to since, up to 30 s after it was done. */
  undo(request: Omit<BulkRequest, 'action'>): Promise<BulkUndoOutcome>;
}
