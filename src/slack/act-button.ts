import type { Action } from '#core/case-action.ts';
import type { CaseButton, Press } from './button.ts';
import { caseReply, unknownCaseReply } from './case-reply.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { Reception } from './reception.ts';
import type { ButtonName } from './words/slack-words.ts';

/** A button that does one action at once. The mirror changes the card; the person hears only of a refusal. */
export function actButton(id: ButtonName, action: Action): CaseButton {
  return { id, press: (press, reception) => act(press, action, reception) };
}

async function act(press: Press, action: Action, reception: Reception): Promise<void> {
  const { desk, words, people } = reception;
  const by = await people.actor(press.user);
  const outcome = await desk.act({ caseId: press.caseId, action, by, requestId: press.requestId });
  if ('unknown' in outcome) return press.answer(unknownCaseReply(press.caseId, words));
  if ('refused' in outcome) {
    return press.answer({ text: await explainRefusal(reception, press.caseId, outcome.refused) });
  }
  // No mirror knows a card that one person alone sees.
  if (press.isEphemeral) await showAgain(press, reception);
}

async function showAgain(press: Press, { desk, words }: Reception): Promise<void> {
  const looked = await desk.show(press.caseId);
  if ('found' in looked) await press.replace(caseReply(looked.found, words));
}
