import type { Action } from '#core/case-action.ts';
import type { CaseButton, Press } from './button.ts';
import { caseReply } from './case-reply.ts';
import { doAction } from './do-action.ts';
import type { Reception, Reply } from './reception.ts';
import { undoOffer } from './undo-offer.ts';
import type { ButtonName } from './words/slack-words.ts';

/** A button that does one action at once. The mirror changes the card; the person hears of a refusal, else of the way back. */
export function actButton(id: ButtonName, action: Action): CaseButton {
  return { id, press: (press, reception) => act(press, action, reception) };
}

async function act(press: Press, action: Action, reception: Reception): Promise<void> {
  const { caseId, user, requestId } = press;
  const deed = await doAction({ caseId, action, user, requestId }, reception);
  if ('refused' in deed) return press.answer({ text: deed.refused });
  await drawAgain(press, reception);
  const offer = undoOffer({ caseId, action, userId: user.id, requestId }, reception.words);
  if (offer !== undefined) await sayOrLog(press, offer, reception);
}

/** The action is done whatever becomes of this. */
async function sayOrLog(press: Press, offer: Reply, { log }: Reception): Promise<void> {
  try {
    await press.answer(offer);
  } catch (error) {
    log.warn({ err: error, caseId: press.caseId }, 'slack person could not be offered the way back');
  }
}

/**
 * No mirror knows a card that was an answer, to one person alone or by `--here` to a channel; its own cards it draws
 * itself. The action is done whatever becomes of this.
 */
async function drawAgain(press: Press, { desk, words, tongues, log }: Reception): Promise<void> {
  try {
    const looked = await desk.show(press.caseId);
    if (!('found' in looked)) return;
    const isMirrored = looked.found.shown.some(({ destination, ref }) => {
      return destination.mirror === 'slack' && ref.id === press.messageTs;
    });
    if (!isMirrored) await press.redraw(caseReply(looked.found, press.isEphemeral ? words : tongues.houseWords));
  } catch (error) {
    log.warn({ err: error, caseId: press.caseId }, 'slack card could not be drawn again');
  }
}
