import type { KnownBlock } from '@slack/types';
import type { Silence } from '#core/standing-order.ts';
import { codeWithin, escapeWithin, slackMoment } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import type { Reply } from '../reception.ts';
import { markedText, plainText, section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { endSilenceId } from './silence-notice.ts';

/** Slack takes 50 blocks; the rest is counted. */
const mostRows = 45;

/** The silences in force by age, each with the button that ends it. */
export function silenceList(all: Silence[], words: SlackWords): Reply {
  const texts = words.orders.silence;
  if (all.length === 0) return { text: texts.none };
  const rows = all.slice(0, mostRows).map((one) => row(one, words));
  const more = all.length - rows.length;
  const rest = more > 0 ? [section(texts.andMore(more))] : [];
  return { text: texts.list, blocks: [section(`*${texts.list}*`), ...rows, ...rest] };
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
