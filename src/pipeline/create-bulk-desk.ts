import type { QueryError } from '#core/query/query-error.ts';
import type { SearchPage as Found } from '#core/search.ts';
import type { Item } from '#core/table.ts';
import { undoWithinMs } from '#core/undo-action.ts';
import { actOnMany } from './act-on-many.ts';
import {
  mostInBulk,
  type BulkDesk,
  type BulkOutcome,
  type BulkRequest,
  type BulkUndoOutcome,
  type PlanAnswer,
  type PlanWish,
} from './bulk-desk.ts';
import { bulkKey, bulkWrite, type BulkPlan } from './bulk-items.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import type { Desk, SearchOptions } from './desk.ts';
import { shortHash } from './short-hash.ts';

/** How cases are found and acted on one by one. */
interface BulkContext extends Pick<Context, 'table' | 'now' | 'log'>, Pick<Desk, 'act' | 'undo'> {
  find(text: string, options: SearchOptions): Promise<Found | { wrong: QueryError }>;
}

/** The desk of many cases at once, over the one of single cases. */
export function createBulkDesk(context: BulkContext): BulkDesk {
  return {
    plan: (wish) => plan(context, wish),
    act: (request) => act(context, request),
    undo: (request) => undo(context, request),
  };
}

async function plan({ table, now, find }: BulkContext, { query, me, requestId }: PlanWish): Promise<PlanAnswer> {
  const found = await find(query, { limit: mostInBulk, me });
  if ('wrong' in found) return found;
  const { ids, total, isMore = false, cursor } = found;
  if (cursor !== undefined) return { tooMany: { total, isMore } };
  const id = shortHash(`${me} ${requestId}`);
  const { conflicts } = await table.write([bulkWrite(id, { ids, owner: me }, { now: now() })]);
  // The same press delivered twice: what was fixed first holds.
  const kept = conflicts.length === 0 ? undefined : await read({ table }, { plan: id, owner: me });
  return { plan: id, count: kept?.plan.ids.length ?? ids.length };
}

async function read(
  { table }: Pick<BulkContext, 'table'>,
  asked: { plan: string; owner: string },
): Promise<{ item: Item; plan: BulkPlan } | undefined> {
  const [item] = await table.get([bulkKey(asked.plan)]);
  if (item === undefined) return undefined;
  const kept = bodyOf<BulkPlan>(item);
  return kept.owner === asked.owner ? { item, plan: kept } : undefined;
}

async function act(context: BulkContext, request: BulkRequest): Promise<BulkOutcome> {
  const { action, by, requestId } = request;
  const kept = await read(context, { plan: request.plan, owner: by.id });
  if (kept === undefined) return { unknown: true };
  const { ids, ended } = kept.plan;
  // Only what failed is tried once more; what has been done may have been taken back meanwhile.
  if (ended?.result.failed === 0) return ended.result;
  const { log, table, now } = context;
  const actOne = (caseId: string) => context.act({ caseId, action, by, requestId: `${requestId}:${caseId}` });
  const result = await actOnMany(ids, actOne, log);
  const at = now();
  const after: BulkPlan = { ...kept.plan, ended: { requestId, result, at: at.toISOString() } };
  await table.write([bulkWrite(request.plan, after, { from: kept.item, now: at })]);
  log.info(
    { plan: request.plan, action: action.do, by: by.id, done: result.done, of: ids.length },
    'many cases acted on',
  );
  return result;
}

async function undo(context: BulkContext, request: Omit<BulkRequest, 'action'>): Promise<BulkUndoOutcome> {
  const { by, requestId } = request;
  const kept = await read(context, { plan: request.plan, owner: by.id });
  const ended = kept?.plan.ended;
  if (kept === undefined || ended === undefined) return { unknown: true };
  // The half minute is that of the whole: the first cases may have been done a while before the last one.
  if (context.now().getTime() > Date.parse(ended.at) + undoWithinMs) return { tooLate: true };
  const undoOne = (caseId: string) =>
    context.undo({
      caseId,
      of: `${ended.requestId}:${caseId}`,
      by,
      requestId: `${requestId}:${caseId}`,
      inTime: true,
    });
  const result = await actOnMany(kept.plan.ids, undoOne, context.log);
  context.log.info({ plan: request.plan, by: by.id, done: result.done }, 'acting on many cases taken back');
  // What was never done is no part of it.
  return { ...result, total: result.total - result.gone, gone: 0 };
}
