import { caseAction } from '#core/case-action.ts';
import type { Action } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import type { Reach } from '#core/record-finding.ts';
import { isReminding } from '#core/remind-case.ts';
import { bodyOf, caseKey, requestKey, requestWrite } from './case-items.ts';
import type { Context } from './context.ts';
import type { ActOutcome, ActRequest } from './desk.ts';
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
  const routed = whereToLook(outcome.case, reachOf(existing, action), context);
  const isSaved = await saveCase(context, {
    ...routed,
    from: existing.revision,
    at: now,
    entries: outcome.entries,
    urgent: by.kind === 'person',
    also: [requestWrite(caseId, requestId, now)],
  });
  if (!isSaved) return undefined;
  context.log.info({ caseId, action: action.do, by: by.kind === 'person' ? by.id : by }, 'case acted on');
  return { done: routed.case };
}

function reachOf(c: Case, action: Action): Reach {
  const isShown = c.shownIn.length > 0 || c.severity !== 'none' || action.do === 'escalate';
  if (!isShown) return 'nowhere';
  return isReminding(action) ? 'reminders' : 'everywhere';
}
