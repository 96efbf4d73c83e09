import { queryErrorText } from '#core/query/query-error-text.ts';
import type { SearchWords } from './search-words.ts';

export const searchJa: SearchWords = {
  found: (total, isMore, query) => `${query} の検索結果： *${total.toLocaleString('ja')} 件${isMore ? '以上' : ''}*`,
  foundNone: (query) => `${query} に一致するケースはありません。`,
  wrong: (error) => queryErrorText(error, 'ja'),
  notUnderstood: '検索文を解釈できません：',
  hint: '直してからもう一度検索してください。例： `/irene search severity>=high is:unacked opened<2h` 。引用符で囲んだ語は、そのまま検索します。',
  opened: (ago) => `オープン ${ago}`,
  card: 'カード',
};
