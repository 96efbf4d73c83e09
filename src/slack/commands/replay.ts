import type { Command } from '../command.ts';
import { whyForbidden } from '../gate.ts';
import { missingReply } from '../help-reply.ts';
import { codeWithin } from '../mrkdwn.ts';

/** Has one saved file read again. */
export const replay: Command = {
  name: 'replay',
  run: async (text, reception, { user }) => {
    const { desk, words, people } = reception;
    const texts = words.ops.replay;
    const key = text.replaceAll(/^[`<]+|[`>]+$/g, '');
    if (key === '') return missingReply('replay', words);
    const forbidden = await whyForbidden('replay', user.id, reception);
    if (forbidden !== undefined) return { text: forbidden };
    const answer = await desk.ops.replay(key, await people.actor(user));
    const shown = codeWithin(key, 1000);
    if ('queued' in answer) return { text: texts.queued(shown) };
    if ('forgotten' in answer) return { text: texts.forgotten(shown) };
    const near = answer.near.map((one) => `• ${codeWithin(one, 500)}`);
    return { text: [texts.noFile(shown), ...(near.length > 0 ? [texts.near, ...near] : [texts.form])].join('\n') };
  },
};
