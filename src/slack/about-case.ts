import type { CaseFile } from '#pipeline/desk.ts';
import { unknownCaseReply } from './case-reply.ts';
import { findTypedCase } from './find-typed-case.ts';
import { missingReply } from './help-reply.ts';
import type { Reception, Reply } from './reception.ts';
import type { CommandName } from './words/slack-words.ts';

/** Answers a command about one case, which is named by its id, the beginning of it, or a link. */
export async function aboutCase(
  name: CommandName,
  text: string,
  reception: Reception,
  reply: (file: CaseFile) => Reply,
): Promise<Reply> {
  const { desk, words } = reception;
  if (text.replaceAll('`', '').trim() === '') return missingReply(name, words);
  const typed = await findTypedCase(text.trim(), reception);
  if ('reply' in typed) return typed.reply;
  const looked = await desk.show(typed.id);
  return 'found' in looked ? reply(looked.found) : unknownCaseReply(typed.id, words);
}
