import type { Command } from '../command.ts';
import { helpReply } from '../help-reply.ts';

export const help: Command = {
  name: 'help',
  run: async (_text, { words }) => helpReply(words),
};
