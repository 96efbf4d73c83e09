import type { CaseButton } from '../button.ts';
import { doAction } from '../do-action.ts';
import { slackPen } from '../slack-pen.ts';

/** Under the question whether somebody is still working on it: the answer takes the question's place. */
export const stillWorking: CaseButton = {
  id: 'still_working',
  press: async (press, reception) => {
    const { tongues, people } = reception;
    const { caseId, user, requestId } = press;
    const deed = await doAction({ caseId, action: { do: 'still' }, user, requestId }, reception);
    if ('refused' in deed) return press.answer({ text: deed.refused });
    const by = await people.actor(user);
    await press.redraw({ text: tongues.houseWords.remind.answered(slackPen(tongues.houseWords).actor(by)) });
  },
};
