import { caseReply, unknownCaseReply } from '../case-reply.ts';
import type { Command } from '../command.ts';
import { missingReply } from '../help-reply.ts';
import { codeWithin } from '../mrkdwn.ts';

const mostNamed = 10;

export const show: Command = {
  name: 'show',
  run: async (text, { desk, words }) => {
    const id = text.replaceAll('`', '').trim();
    if (id === '') return missingReply('show', words);
    const looked = await desk.show(id);
    if ('found' in looked) return caseReply(looked.found, words);
    if ('none' in looked) return unknownCaseReply(id, words);
    const ids = looked.many.slice(0, mostNamed).map((one) => codeWithin(one, 40));
    return { text: `${words.answers.manyCases(codeWithin(id, 100))} ${ids.join(' ')}` };
  },
};
