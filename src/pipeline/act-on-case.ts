import { caseAction } from '#core/case-action.ts';
import type { Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import type { Reach } from '#core/record-finding.ts';
import { isReminding } from '#core/remind-case.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { undoNoteOf, type UndoNote } from '#core/undo-action.ts';
import { bodyOf, caseKey, requestKey, requestWrite } from './case-items.ts';
import type { Context } from './context.ts';
import type { ActOutcome, ActRequest, UndoOutcome, UndoRequest } from './desk.ts';
import { saveCase, untilSaved } from './save-case.ts';
import { whereToLook } from './where-to-look.ts';

type ActContext = Pick<Context, 'table' | 'mirrors' | 'policy' | 'places' | 'orders' | 'laneBell' | 'now' | 'log'>;

/** `only`: whether it is still wanted of the case as it is when it would be done; else the answer is `unknown`. */
type Request = ActRequest & { only?: (c: Case) => boolean };

/** Does what a person, a rule or the clock wants done to a case, once for each `requestId`. */
export async function actOnCase(context: ActContext, request: Request): Promise<ActOutcome> {
  return untilSaved(`${request.action.do} of ${request.caseId}`, () => tryToAct(context, request));
}

/** Undefined when somebody else changed the case in between. */
async function tryToAct(
  context: ActContext,
  { caseId, action, by, requestId, only }: Request,
): Promise<ActOutcome | undefined> {
  const { table } = context;
  const [storedCase, storedRequest] = await table.get([caseKey(caseId), requestKey(caseId, requestId)]);
  if (storedCase === undefined) return { unknown: true };
  const existing = bodyOf<Case>(storedCase);
  if (storedRequest !== undefined) return { done: existing };
  if (only?.(existing) === false) return { unknown: true };

  const now = context.now();
  const outcome = caseAction(existing, action, { at: now.toISOString(), by });
  if ('refused' in outcome) return outcome;
  const routed = whereToLook(outcome.case, reachOf(existing, outcome.case, action), context);
  const isSaved = await saveCase(context, {
    ...routed,
    from: existing.revision,
    at: now,
    entries: outcome.entries,
    urgent: by.kind === 'person',
    also: [requestWrite(caseId, requestId, now, undoOf(existing, outcome))],
  });
  if (!isSaved) return undefined;
  context.log.info({ caseId, action: action.do, by: by.kind === 'person' ? by.id : by }, 'case acted on');
  return { done: routed.case };
}

function undoOf(
  before: Case,
  { case: after, entries }: { case: Case; entries: TimelineEntry[] },
): UndoNote | undefined {
  const [entry] = entries;
  return entry === undefined ? undefined : undoNoteOf(before, after, entry);
}

function reachOf(before: Case, { severity }: Case, action: Action): Reach {
  const isRated = before.severity !== 'none' || severity !== 'none';
  const isShown = before.shownIn.length > 0 || isRated || action.do === 'escalate';
  if (!isShown) return 'nowhere';
  return isReminding(action) ? 'reminders' : 'everywhere';
}

/**
 * Takes back what the request `of` did, when nothing has happened to the case since and not much time has passed. Unknown:
 * there is no such request, or none that can be taken back.
 */
export async function undoRequest(
  context: ActContext,
  { caseId, of, by, requestId, inTime }: UndoRequest,
): Promise<UndoOutcome> {
  const [item] = await context.table.get([requestKey(caseId, of)]);
  if (item === undefined || item.body === null) return { unknown: true };
  const note = bodyOf<UndoNote>(item);
  const action = { do: 'undo' as const, of: note, ...(inTime === undefined ? {} : { inTime }) };
  const outcome = await actOnCase(context, { caseId, action, by, requestId });
  return 'done' in outcome ? { ...outcome, undone: note.did } : outcome;
}
