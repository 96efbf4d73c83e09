import type { CaseButton } from '../button.ts';
import { close } from './close.ts';

/** The ⋯ menu. Its links open in the browser; Slack tells of them all the same. */
export const more: CaseButton = {
  id: 'more',
  press: async (press, reception) => {
    if (press.more === 'close') await close.press(press, reception);
  },
};
