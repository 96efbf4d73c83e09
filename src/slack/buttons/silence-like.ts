import type { CaseButton } from '../button.ts';
import { unknownCaseReply } from '../case-reply.ts';
import { whyForbiddenSoon } from '../open-modal.ts';
import { queryForCase, silenceForm } from '../orders/silence-views.ts';

const dayMs = 86_400_000;

/** Opens the form of a silence with a query for alerts like those of this case. */
export const silenceLike: CaseButton = {
  id: 'silence_like',
  press: async (press, reception) => {
    const forbidden = await whyForbiddenSoon('silence', press.user.id, reception);
    if (forbidden !== undefined) return press.answer({ text: forbidden });
    const { desk, words, client, now } = reception;
    const looked = await desk.show(press.caseId);
    if (!('found' in looked)) return press.answer(unknownCaseReply(press.caseId, words));
    const until = new Date(Date.parse(now()) + dayMs).toISOString();
    const given = { channel: press.channel, query: queryForCase(looked.found.case), until };
    await client.views.open({ trigger_id: press.triggerId, view: silenceForm(given, words) });
  },
};
