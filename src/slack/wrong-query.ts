import type { QueryError } from '#core/query/query-error.ts';
import { codeBlock, escapeWithin } from './mrkdwn.ts';
import type { Reply } from './reception.ts';
import type { SlackWords } from './words/slack-words.ts';

/** So many characters stand before and after the place, so that no screen breaks the line. */
const around = 34;
/** Characters that take two columns of a fixed-width font. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** What is wrong with a query: itself with a mark below the place, why, and what to do. */
export function wrongQueryReply(query: string, error: QueryError, { search }: SlackWords): Reply {
  const reason = escapeWithin(search.wrong(error), 1_000);
  return { text: `${search.notUnderstood}\n${markedQuery(query, error.column)}\n${reason}\n${search.hint}` };
}

function markedQuery(query: string, column: number): string {
  const all = Array.from(query.toWellFormed());
  const from = Math.max(0, column - 1 - around);
  const shown = all.slice(from, column - 1 + around);
  const start = from > 0 ? '…' : '';
  const end = from + shown.length < all.length ? '…' : '';
  const before = [start, ...all.slice(from, column - 1)].filter((char) => char !== '');
  const pad = before.map((char) => (wide.test(char) ? '\u3000' : ' ')).join('');
  return codeBlock([`${start}${shown.join('')}${end}`, `${pad}^`]);
}
