import type { CaseButton } from '../button.ts';
import { unknownCaseReply } from '../case-reply.ts';
import { guessPerson } from '../guess-person.ts';
import { questionModal } from '../modals/question.ts';
import { openModal } from '../open-modal.ts';

/** Asks the person whose doing it seems to be; the form opens with who that may be. */
export const question: CaseButton = {
  id: 'question',
  press: async (press, reception) => {
    const looked = await reception.desk.show(press.caseId);
    if (!('found' in looked)) return press.answer(unknownCaseReply(press.caseId, reception.words));
    const guess = await guessPerson(looked.found.case, reception);
    await openModal(questionModal, press, reception, guess);
  },
};
