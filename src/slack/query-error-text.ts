import type { QueryError } from '#core/query/query-error.ts';
import type { SlackWords } from './words/slack-words.ts';
export function queryErrorText(error: QueryError, query: string, _words: SlackWords): string {
  return `${error.because} ${error.column} ${query} ${error.nearest ?? ''}`;
}
