import type { KnownBlock } from '@slack/types';
import type { Subscription } from '#core/standing-order.ts';
import { codeWithin, escapeWithin, slackMoment } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import type { Reply } from '../reception.ts';
import { markedText, plainText, section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

export const unsubscribeId = 'unsubscribe';

/** Slack takes 50 blocks; the rest is counted. */
const mostRows = 45;

export function subscriptionList(all: Subscription[], heading: string, words: SlackWords): Reply {
  const rows = all.slice(0, mostRows).map((one) => row(one, words));
  const more = all.length - rows.length;
  const rest = more > 0 ? [section(words.orders.silence.andMore(more))] : [];
  return { text: heading, blocks: [section(`*${heading}*`), ...rows, ...rest] };
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
