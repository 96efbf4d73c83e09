import type { CaseButton } from '../button.ts';
import { close } from './close.ts';
import { question } from './question.ts';
import { silenceLike } from './silence-like.ts';

/** The ⋯ menu. Its links open in the browser; Slack tells of them all the same. */
export const more: CaseButton = {
  id: 'more',
  press: async (press, reception) => {
    if (press.more === 'close') await close.press(press, reception);
    if (press.more === 'question') await question.press(press, reception);
    if (press.more === 'silence') await silenceLike.press(press, reception);
  },
};
