import type { Command } from '../command.ts';
import { missingReply } from '../help-reply.ts';
import { oneLine } from '#core/text.ts';
import { longestQuery, searchPage } from '../search-page.ts';

export const search: Command = {
  name: 'search',
  run: async (text, reception, { user }) => {
    const query = oneLine(text);
    if (query === '') return missingReply('search', reception.words);
    if (query.length > longestQuery) return { text: reception.words.answers.tooLong };
    return searchPage({ query }, reception, user.id);
  },
};
