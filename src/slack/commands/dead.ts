import type { DeadLetter } from '#pipeline/list-dead.ts';
import type { Asked, Command } from '../command.ts';
import { whyForbidden } from '../gate.ts';
import { missingReply } from '../help-reply.ts';
import { longReply } from '../long-reply.ts';
import { codeWithin, escapeWithin, slackMoment } from '../mrkdwn.ts';
import type { Reception, Reply } from '../reception.ts';
import type { SlackWords } from '../words/slack-words.ts';

const mostShown = 20;

/** Messages that were given up, and what becomes of one. */
export const dead: Command = {
  name: 'dead',
  run: async (text, reception, asked) => {
    if (text === '') return deadList(reception);
    const [, verb, id, why = ''] = /^(\S+)\s+(\S+)(?:\s+(.*))?$/su.exec(text) ?? [];
    if (id === undefined || (verb !== 'redrive' && verb !== 'discard')) return missingReply('dead', reception.words);
    const forbidden = await whyForbidden('dead', asked.user.id, reception);
    if (forbidden !== undefined) return { text: forbidden };
    return verb === 'redrive' ? redrive(id, reception, asked) : discard({ id, why }, reception, asked);
  },
};

async function deadList({ desk, words }: Reception): Promise<Reply> {
  const texts = words.ops.dead;
  const { letters, total } = await desk.ops.dead(mostShown);
  if (total === 0) return { text: texts.none };
  const more = total - letters.length;
  // Before the list, which may be cut.
  const top = [texts.heading(total), texts.hint];
  const lines = letters.map((letter) => lineOf(letter, words));
  return longReply([...top, ...lines, ...(more > 0 ? [texts.more(more)] : [])], words);
}

function lineOf({ id, receives, file, failure }: DeadLetter, words: SlackWords): string {
  const texts = words.ops.dead;
  const at = failure === undefined ? [] : [texts.at(slackMoment(failure.at))];
  const first = [codeWithin(id, 200), texts.givenUp(receives), ...at].join(' · ');
  const reason = failure === undefined ? texts.noReason : escapeWithin(failure.reason, 500);
  return [`• ${first}`, reason, ...(file === undefined ? [] : [codeWithin(file.key, 1000)])].join('\n   ');
}

async function redrive(id: string, { desk, words, people }: Reception, { user }: Asked): Promise<Reply> {
  const isDone = await desk.ops.redrive(id, await people.actor(user));
  const shown = codeWithin(id, 200);
  return { text: isDone ? words.ops.dead.redriven(shown) : words.ops.dead.unknown(shown) };
}

async function discard(
  { id, why }: { id: string; why: string },
  { desk, words, people }: Reception,
  { user }: Asked,
): Promise<Reply> {
  const texts = words.ops.dead;
  const by = await people.actor(user);
  const reason = why.trim().slice(0, 500) || texts.noWhy;
  const shown = codeWithin(id, 200);
  if (!(await desk.ops.discard(id, { by, why: reason }))) return { text: texts.unknown(shown) };
  return { text: texts.discarded(shown, escapeWithin(by.name, 80), escapeWithin(reason, 600)) };
}
