import { queryErrorText } from '#core/query/query-error-text.ts';
import type { SearchWords } from './search-words.ts';

export const searchEn: SearchWords = {
  found: (total, isMore, query) =>
    `*${isMore ? 'more than ' : ''}${total.toLocaleString('en')} ${total === 1 ? 'case' : 'cases'}* for ${query}`,
  foundNone: (query) => `No case for ${query}.`,
  wrong: (error) => queryErrorText(error, 'en'),
  notUnderstood: 'This search is not understood:',
  hint: 'Correct it and search again, for example `/irene search severity>=high is:unacked opened<2h`. Words in quotation marks are looked for as they stand.',
  opened: (ago) => `opened ${ago}`,
  card: 'card',
};
