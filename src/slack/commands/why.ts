import { aboutCase } from '../about-case.ts';
import type { Command } from '../command.ts';
import { renderWhy } from '../render-why.ts';

export const why: Command = {
  name: 'why',
  run: async (text, reception) => aboutCase('why', text, reception, ({ case: c }) => renderWhy(c, reception.words)),
};
