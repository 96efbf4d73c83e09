import { permissionFor } from '#core/permissions.ts';
import type { Action, Refusal } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { unknownCaseReply } from './case-reply.ts';
import type { SlackUser } from './create-people.ts';
import { explainRefusal } from './explain-refusal.ts';
import { whyForbidden } from './gate.ts';
import type { Reception } from './reception.ts';

/** What a person wants done to a case, by a button, a modal or a command. */
export interface Wish {
  caseId: string;
  action: Action;
  user: SlackUser;
  /** The same for the same wish only. */
  requestId: string;
}

/** `because` is only there where the case itself refused. */
export type Deed = { done: Case } | { refused: string; because?: Refusal['because'] };

/** The one way from what people do in Slack to the desk: who may not is told so, and who was too late why. */
export async function doAction({ caseId, action, user, requestId }: Wish, reception: Reception): Promise<Deed> {
  const { desk, words, people } = reception;
  const forbidden = await whyForbidden(permissionFor(action), user.id, reception);
  if (forbidden !== undefined) return { refused: forbidden };
  const outcome = await desk.act({ caseId, action, by: await people.actor(user), requestId });
  if ('unknown' in outcome) return { refused: unknownCaseReply(caseId, words).text };
  if ('done' in outcome) return outcome;
  const { refused } = outcome;
  return { refused: await explainRefusal(reception, caseId, refused), because: refused.because };
}
