import type { KnownBlock } from '@slack/types';
import type { Bulletin } from '#core/bulletin.ts';
import { severityMark } from '../card.ts';
import { codeWithin, escapeWithin, packLines } from '../mrkdwn.ts';
import { slackPen } from '../slack-pen.ts';
import { section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

/** That a silence is over, and what it hid. */
export function silenceOver(
  { silence, hidden, count }: Extract<Bulletin, { kind: 'silence_over' }>,
  words: SlackWords,
): { text: string; blocks: KnownBlock[] } {
  const texts = words.orders.silence;
  const query = codeWithin(silence.query, 1000);
  const by = silence.endedBy === undefined ? undefined : slackPen(words).actor(silence.endedBy);
  const text = by === undefined ? texts.over(query) : texts.ended(by, query);
  const lines = hidden.map(
    (one) => `• ${severityMark(one.severity, words)} · ${escapeWithin(one.title, 200)} · ${codeWithin(one.caseId, 40)}`,
  );
  const more = count - hidden.length;
  const all = [count === 0 ? texts.hidNone : texts.hid(count), ...lines, ...(more > 0 ? [texts.andMore(more)] : [])];
  return { text, blocks: [section(text), ...packLines(all, 3000).map(section)] };
}
