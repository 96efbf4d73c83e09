import { silenceForm } from '../orders/silence-views.ts';
import { whyForbiddenSoon } from '../open-modal.ts';
import type { Command } from '../command.ts';

const dayMs = 86_400_000;

/** Opens the form; what follows the command is its query. */
export const silence: Command = {
  name: 'silence',
  run: async (text, reception, { user, channel, triggerId }) => {
    const forbidden = await whyForbiddenSoon('silence', user.id, reception);
    if (forbidden !== undefined) return { text: forbidden };
    const { client, words, now } = reception;
    const until = new Date(Date.parse(now()) + dayMs).toISOString();
    const view = silenceForm({ channel, query: text.slice(0, 500), until }, words);
    await client.views.open({ trigger_id: triggerId, view });
    return undefined;
  },
};
