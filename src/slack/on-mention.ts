import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { caseReply } from './case-reply.ts';
import { findTypedCase } from './find-typed-case.ts';
import { helpReply } from './help-reply.ts';
import { unescapeEntities } from './mrkdwn.ts';
import { receptionFor, type Reception, type Reply } from './reception.ts';
import { section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

type Args = SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs;

/**
 * `@irene CASE` in a channel or thread: the card of the case as it is now, with its buttons, where everybody in the thread
 * sees it. What is wrong is told to the person alone.
 */
export function onMention(reception: Reception) {
  return async ({ event }: Args): Promise<void> => {
    const { channel, ts, thread_ts: thread = ts, user } = event;
    const log = reception.log.child({ userId: user, channel });
    // A bot that quotes a mention must not begin a talk with itself.
    if (user === undefined || 'bot_id' in event) return;
    const { client } = reception;
    const quiet = { unfurl_links: false, unfurl_media: false };
    try {
      const own = await receptionFor(user, reception);
      const answer = await answerTo(event.text, own, reception.words);
      if ('problem' in answer)
        await client.chat.postEphemeral({ channel, user, thread_ts: thread, ...withBlocks(answer.problem) });
      else await client.chat.postMessage({ channel, thread_ts: thread, ...answer.card, ...quiet });
    } catch (error) {
      log.error({ err: error }, 'slack mention failed');
    }
  };
}

/** The card is for all who are there, thus in the words of the house. */
async function answerTo(
  said: string,
  reception: Reception,
  house: SlackWords,
): Promise<{ card: Reply } | { problem: Reply }> {
  const { words, desk } = reception;
  const typed = unescapeEntities(said.replaceAll(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g, ' ')).trim();
  const [first = ''] = typed.split(/\s+/);
  if (first === '') return { problem: helpReply(words) };
  const found = await findTypedCase(first, reception);
  if ('reply' in found) return { problem: found.reply };
  const looked = await desk.show(found.id);
  return 'found' in looked ? { card: caseReply(looked.found, house) } : { problem: helpReply(words) };
}

/** A bare text would be Slack's to turn into links. */
function withBlocks(reply: Reply): Reply {
  return reply.blocks === undefined ? { ...reply, blocks: [section(reply.text)] } : reply;
}
