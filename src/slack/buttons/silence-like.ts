import type { CaseButton } from '../button.ts';
import { unknownCaseReply } from '../case-reply.ts';
import { whyForbiddenSoon } from '../open-modal.ts';
import { openSilenceForm } from '../orders/open-silence-form.ts';
import { queryForCase } from '../orders/silence-views.ts';

/** Opens the form of a silence with a query for alerts like those of this case. */
export const silenceLike: CaseButton = {
  id: 'silence_like',
  press: async (press, reception) => {
    const forbidden = await whyForbiddenSoon('silence', press.user.id, reception);
    if (forbidden !== undefined) return press.answer({ text: forbidden });
    const { desk, words } = reception;
    const looked = await desk.show(press.caseId);
    if (!('found' in looked)) return press.answer(unknownCaseReply(press.caseId, words));
    const { channel, triggerId } = press;
    await openSilenceForm({ channel, query: queryForCase(looked.found.case), triggerId }, reception);
  },
};
