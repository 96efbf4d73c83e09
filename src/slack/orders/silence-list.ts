import type { KnownBlock } from '@slack/types';
import type { Silence } from '#core/standing-order.ts';
import { codeWithin, escapeWithin, slackMoment } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import type { Reply } from '../reception.ts';
import { markedText, plainText } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { orderList } from './order-list.ts';
import { endSilenceId } from './silence-notice.ts';

/** The silences in force by age, each with the button that ends it. */
export function silenceList(all: Silence[], words: SlackWords): Reply {
  const texts = words.orders.silence;
  if (all.length === 0) return { text: texts.none };
  return orderList(all, texts.list, words, (one) => row(one, words));
}

function row({ id, query, until, at, by, reason }: Silence, words: SlackWords): KnownBlock {
  const texts = words.orders.silence;
  const text = texts.row({
    query: codeWithin(query, 1000),
    until: slackMoment(until),
    since: slackMoment(at),
    by: slackPen(words).actor(by),
    reason: escapeWithin(reason, 500),
  });
  const button = { type: 'button', action_id: endSilenceId, text: plainText(texts.end, 75), value: id } as const;
  return { type: 'section', text: markedText(text), accessory: button };
}
