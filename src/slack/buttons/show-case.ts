import type { CaseButton } from '../button.ts';
import { caseReply, unknownCaseReply } from '../case-reply.ts';

/** Beside a search result: shows its card to the person. */
export const showCase: CaseButton = {
  id: 'show_case',
  press: async (press, { desk, words }) => {
    const looked = await desk.show(press.caseId);
    await press.answer('found' in looked ? caseReply(looked.found, words) : unknownCaseReply(press.caseId, words));
  },
};
