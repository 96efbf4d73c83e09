import type { KnownBlock } from '@slack/types';
import type { Silence } from '#core/standing-order.ts';
import { codeWithin, escapeWithin, slackMoment } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import { plainText, section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

export const endSilenceId = 'end_silence';

/** That somebody has silenced something, for everybody in the channel, with the button that ends it. */
export function silenceNotice(
  { done, snoozed }: { done: Silence; snoozed: number },
  words: SlackWords,
): { text: string; blocks: KnownBlock[] } {
  const texts = words.orders.silence;
  const given = texts.given(
    slackPen(words).actor(done.by),
    codeWithin(done.query, 1000),
    slackMoment(done.until),
    escapeWithin(done.reason, 1000),
  );
  const text = snoozed === 0 ? given : `${given}\n${texts.snoozed(snoozed)}`;
  const end = { type: 'button', action_id: endSilenceId, text: plainText(texts.end, 75), value: done.id } as const;
  return { text, blocks: [section(text), { type: 'actions', elements: [end] }] };
}
