import { unknownCaseReply } from '../case-reply.ts';
import type { CaseButton } from '../button.ts';
import { explainRefusal } from '../explain-refusal.ts';
import { slackPen } from '../slack-pen.ts';

/** Under the question whether somebody is still working on it: the answer takes the question's place. */
export const stillWorking: CaseButton = {
  id: 'still_working',
  press: async (press, reception) => {
    const { desk, words, tongues, people } = reception;
    const by = await people.actor(press.user);
    const outcome = await desk.act({ caseId: press.caseId, action: { do: 'still' }, by, requestId: press.requestId });
    if ('unknown' in outcome) return press.answer(unknownCaseReply(press.caseId, words));
    if ('refused' in outcome) {
      return press.answer({ text: await explainRefusal(reception, press.caseId, outcome.refused) });
    }
    await press.redraw({ text: tongues.houseWords.remind.answered(slackPen(tongues.houseWords).actor(by)) });
  },
};
