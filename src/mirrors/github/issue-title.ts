import type { Case } from '#core/case.ts';
import { cutText, oneLine } from '#core/text.ts';
import type { Words } from '#core/words.ts';

/**
 * `[HIGH] title · resource`, at most 256 characters. A title is plain text to GitHub but for code spans and emoji;
 * mentions are broken all the same, for the mails and chats it is passed on to.
 */
export function issueTitle(c: Case, words: Words): string {
  const about = oneLine(c.resource.name ?? c.resource.id);
  const title = oneLine(c.title);
  const text = about === '' || title.includes(about) ? title : `${title} · ${about}`;
  const inert = text
    .replace(/(?<![\w.+-])@(?=\w)/g, '@\u200B')
    .replace(/:(?=[\w+-]+:)/g, ':\u200B')
    .replaceAll('`', "'");
  return cutText(`[${words.severity[c.severity].toUpperCase()}] ${inert}`, 256);
}
