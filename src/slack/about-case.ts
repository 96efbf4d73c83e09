import type { CaseFile } from '#pipeline/desk.ts';
import { unknownCaseReply } from './case-reply.ts';
import { missingReply } from './help-reply.ts';
import { codeWithin } from './mrkdwn.ts';
import type { Reception, Reply } from './reception.ts';
import type { CommandName } from './words/slack-words.ts';

const mostNamed = 10;

/** Answers a command about one case, which is named by its id or the beginning of it. */
export async function aboutCase(
  name: CommandName,
  text: string,
  { desk, words }: Reception,
  reply: (file: CaseFile) => Reply,
): Promise<Reply> {
  const id = text.replaceAll('`', '').trim();
  if (id === '') return missingReply(name, words);
  const looked = await desk.show(id);
  if ('found' in looked) return reply(looked.found);
  if ('none' in looked) return unknownCaseReply(id, words);
  const ids = looked.many.slice(0, mostNamed).map((one) => codeWithin(one, 40));
  return { text: `${words.answers.manyCases(codeWithin(id, 100))} ${ids.join(' ')}` };
}
