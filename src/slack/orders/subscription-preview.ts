import type { SearchPage } from '#pipeline/desk.ts';
import { codeWithin } from '../mrkdwn.ts';
import type { Reply } from '../reception.ts';
import { plainText, section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { foundBlocks } from './found-blocks.ts';

export const subscribeId = 'subscribe';

/** What a subscription would have shown in the last 30 days, with the button that makes it. */
export function subscriptionPreview(query: string, found: SearchPage, words: SlackWords): Reply {
  const texts = words.orders.subscription;
  const heading = texts.which(codeWithin(query, 1000));
  const button = { type: 'button', action_id: subscribeId, text: plainText(texts.confirm, 75), value: query } as const;
  return {
    text: heading,
    blocks: [
      section(heading),
      ...foundBlocks(found, words, { some: texts.wouldShow, none: texts.wouldShowNone }),
      { type: 'actions', elements: [button] },
    ],
  };
}
