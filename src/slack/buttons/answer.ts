import type { EscalationTarget } from '#core/case.ts';
import type { CaseButton, Press } from '../button.ts';
import { doAction } from '../do-action.ts';
import { answerIds } from '../question-message.ts';
import type { Reception } from '../reception.ts';

/** In the message to the person whose doing it seemed to be. */
export const answerWasMe: CaseButton = {
  id: answerIds.yes,
  press: (press, reception) => answer(press, reception, true),
};

/** Calls whoever is on call at once; the clock would do it too, should this be cut short. */
export const answerWasNotMe: CaseButton = {
  id: answerIds.no,
  press: (press, reception) => answer(press, reception, false),
};

async function answer(press: Press, reception: Reception, wasMe: boolean): Promise<void> {
  const { desk, words, people } = reception;
  const { caseId, requestId } = press;
  const deed = await doAction({ caseId, action: { do: 'answer', wasMe }, user: press.user, requestId }, reception);
  if ('refused' in deed) return press.answer({ text: deed.refused });
  if (!wasMe) {
    // Whoever is asked may do this whatever the permissions say of others.
    const by = await people.actor(press.user);
    const action = { do: 'escalate' as const, to: targetOf(reception) };
    await desk.act({ caseId, action, by, requestId: `${requestId}:escalate` });
  }
  await press.redraw({ text: wasMe ? words.question.thanks : words.question.escalated });
}

function targetOf({ escalationTargets, words }: Reception): EscalationTarget {
  return escalationTargets[0] ?? { id: 'here', label: words.modal.escalate.onCall };
}
