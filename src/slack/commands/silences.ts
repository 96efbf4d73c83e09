import type { Command } from '../command.ts';
import { silenceList } from '../orders/silence-list.ts';

export const silences: Command = {
  name: 'silences',
  run: async (_text, { desk, words }) => silenceList(await desk.orders.silences(), words),
};
