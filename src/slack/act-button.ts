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
  await drawAgain(press, reception);
}

/**
 * No mirror knows a card that was an answer, to one person alone or by `--here` to a channel; its own cards it draws
 * itself. The action is done whatever becomes of this.
 */
async function drawAgain(press: Press, { desk, words, log }: Reception): Promise<void> {
  try {
    const looked = await desk.show(press.caseId);
    if (!('found' in looked)) return;
    const isMirrored = looked.found.shown.some(({ destination, ref }) => {
      return destination.mirror === 'slack' && ref.id === press.messageTs;
    });
    if (!isMirrored) await press.redraw(caseReply(looked.found, words));
  } catch (error) {
    log.warn({ err: error, caseId: press.caseId }, 'slack card could not be drawn again');
  }
}
