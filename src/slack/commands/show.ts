import { aboutCase } from '../about-case.ts';
import { caseReply } from '../case-reply.ts';
import type { Command } from '../command.ts';

export const show: Command = {
  name: 'show',
  run: async (text, reception) => aboutCase('show', text, reception, (file) => caseReply(file, reception.words)),
};
