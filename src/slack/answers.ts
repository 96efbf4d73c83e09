import type { RespondFn } from '@slack/bolt';
import type { Log } from '#core/log.ts';
import type { Answer, Reply } from './reception.ts';
import { section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** Answers through the address that came with what the person did: it needs no scope and works in every channel. */
export function answerBy(respond: RespondFn, to: 'person' | 'channel' | 'original' | 'original of all'): Answer {
  return async (reply) => {
    await respond({
      response_type: to === 'channel' || to === 'original of all' ? 'in_channel' : 'ephemeral',
      replace_original: to === 'original' || to === 'original of all',
      ...withBlocks(reply),
    });
  };
}

/** Runs a listener; when it fails, the person is told so and the log knows why. Never rejects. */
export async function orSayNotDone(
  work: () => Promise<void>,
  { log, words, answer }: { log: Log; words: SlackWords; answer: Answer },
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error }, 'slack request failed');
    await answer({ text: words.answers.notDone }).catch((second: unknown) => {
      log.warn({ err: second }, 'slack person could not be told');
    });
  }
}

/** A bare `text` would be Slack's to turn into links. */
function withBlocks(reply: Reply): Reply {
  return reply.blocks === undefined ? { ...reply, blocks: [section(reply.text)] } : reply;
}
