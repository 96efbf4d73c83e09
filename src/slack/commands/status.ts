import type { Command } from '../command.ts';
import { longReply } from '../long-reply.ts';
import { statusLines } from '../status-lines.ts';

/** How Irene is doing, in the last day and now. */
export const status: Command = {
  name: 'status',
  run: async (_text, { desk, words, version }) => {
    const rules = await desk.ops.rules();
    return longReply(statusLines(await desk.ops.status(), { irene: version, rules: rules.version }, words), words);
  },
};
