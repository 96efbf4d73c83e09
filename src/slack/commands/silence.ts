import { silenceForm } from '../orders/silence-views.ts';
import type { Command } from '../command.ts';

const dayMs = 86_400_000;

/** Opens the form; what follows the command is its query. */
export const silence: Command = {
  name: 'silence',
  run: async (text, { client, words, now }, { channel, triggerId }) => {
    const until = new Date(Date.parse(now()) + dayMs).toISOString();
    const view = silenceForm({ channel, query: text.slice(0, 500), until }, words);
    await client.views.open({ trigger_id: triggerId, view });
    return undefined;
  },
};
