import type { Reply } from '../reception.ts';
import type { Command } from '../command.ts';
import { missingReply } from '../help-reply.ts';
import { chartOf, renderNumbers } from '../numbers-message.ts';

const usualDays = 7;
const mostDays = 90;
/** A message holds 50 blocks; a project needs four. Only the first ones get a picture, each of which costs three requests. */
const mostProjects = 12;
const mostPictures = 3;

export const stats: Command = {
  name: 'stats',
  run: async (text, reception) => {
    const asked = readAsked(text);
    if (asked === undefined) return missingReply('stats', reception.words);
    const { desk, words } = reception;
    const found = await desk.numbers(asked);
    if (found.length === 0) return { text: words.bulletins.numbers.none(asked.days) };
    const busiest = found.toSorted((a, b) => b.opened + b.closed - (a.opened + a.closed)).slice(0, mostProjects);
    const parts: Reply[] = [];
    for (const [index, numbers] of busiest.entries()) {
      const picture = index < mostPictures ? await chartOf(numbers, words, reception) : undefined;
      parts.push(renderNumbers(numbers, words, picture));
    }
    return {
      text: parts.map((part) => part.text).join('\n'),
      blocks: parts.flatMap(({ blocks = [] }) => blocks),
    };
  },
};

/** `7d` and the name of a project, in any order, either left out. */
function readAsked(text: string): { days: number; project?: string } | undefined {
  let days = usualDays;
  let project: string | undefined;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const length = /^(\d{1,3})d$/.exec(word)?.[1];
    if (length !== undefined) days = Number(length);
    else if (project === undefined && /^[a-z0-9][a-z0-9-]{0,40}$/.test(word)) project = word;
    else return undefined;
  }
  if (days < 1 || days > mostDays) return undefined;
  return { days, ...(project === undefined ? {} : { project }) };
}
