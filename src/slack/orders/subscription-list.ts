import type { KnownBlock } from '@slack/types';
import type { Subscription } from '#core/standing-order.ts';
import { codeWithin, escapeWithin, slackMoment } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import type { Reply } from '../reception.ts';
import { markedText, plainText } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { orderList } from './order-list.ts';

export const unsubscribeId = 'unsubscribe';

export function subscriptionList(all: Subscription[], heading: string, words: SlackWords): Reply {
  return orderList(all, heading, words, (one) => row(one, words));
}

function row({ id, channel, query, by, at }: Subscription, words: SlackWords): KnownBlock {
  const texts = words.orders.subscription;
  const text = texts.row(codeWithin(query, 1000), `<#${channel}>`, slackPen(words).actor(by), slackMoment(at));
  const button = {
    type: 'button',
    action_id: unsubscribeId,
    text: plainText(texts.remove, 75),
    value: `${channel}#${id}`,
  } as const;
  return { type: 'section', text: markedText(text), accessory: button };
}

/** What was taken away, one a line. */
export function removedReply(gone: Subscription[], words: SlackWords): Reply {
  const texts = words.orders.subscription;
  if (gone.length === 0) return { text: texts.none };
  return { text: gone.map(({ query }) => texts.removed(escapeWithin(query, 300))).join('\n') };
}
