import type { CaseButton } from '../button.ts';
import { unknownCaseReply } from '../case-reply.ts';
import { explainRefusal } from '../explain-refusal.ts';
import { readUndo, undoId } from '../undo-offer.ts';

/** Beside what was done: takes exactly that back, once and for half a minute. */
export const undo: CaseButton = {
  id: undoId,
  press: async (press, reception) => {
    const { desk, words, people } = reception;
    const read = readUndo(press.more);
    if (read === undefined) return press.replace({ text: words.answers.unknownButton });
    // A command answered to all shows the button to all.
    if (read.userId !== press.user.id) return press.answer({ text: words.work.notYours });
    const by = await people.actor(press.user);
    const outcome = await desk.undo({ caseId: press.caseId, of: read.of, by, requestId: press.requestId });
    if ('unknown' in outcome) return press.replace(unknownCaseReply(press.caseId, words));
    if ('refused' in outcome) {
      return press.replace({ text: await explainRefusal(reception, press.caseId, outcome.refused) });
    }
    await press.replace({ text: words.work.takenBack[outcome.undone] });
  },
};
