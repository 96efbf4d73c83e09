import { openSilenceForm } from '../orders/open-silence-form.ts';
import { whyForbiddenSoon } from '../open-modal.ts';
import type { Command } from '../command.ts';

/** Opens the form; what follows the command is its query. */
export const silence: Command = {
  name: 'silence',
  run: async (text, reception, { user, channel, triggerId }) => {
    const forbidden = await whyForbiddenSoon('silence', user.id, reception);
    if (forbidden !== undefined) return { text: forbidden };
    await openSilenceForm({ channel, query: text.slice(0, 500), triggerId }, reception);
    return undefined;
  },
};
