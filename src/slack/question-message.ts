import type { KnownBlock } from '@slack/types';
import type { Case } from '#core/case.ts';
import { writeButtonValue } from './button-value.ts';
import { codeWithin, escapeWithin, slackMoment } from './mrkdwn.ts';
import { slackPen } from './slack-pen.ts';
import type { Reply } from './reception.ts';
import { plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

export const answerIds = { yes: 'answer_was_me', no: 'answer_was_not_me' } as const;

const mostFacts = 6;

/** What the person is asked, in a direct message: who asks, about what, and two buttons. */
export function questionMessage(c: Case, words: SlackWords): Reply {
  const { question } = c;
  const texts = words.question;
  const heading = texts.heading(question === undefined ? '' : slackPen(words).actor(question.by));
  const why = c.question === undefined ? [] : [texts.until(slackMoment(c.question.until))];
  const about = [`*${escapeWithin(c.title, 500)}*`, codeWithin(c.account, 150), slackMoment(c.lastSeenAt)].join(' · ');
  const facts = c.facts
    .slice(0, mostFacts)
    .map(({ label, value }) => `${escapeWithin(label, 60)}: ${codeWithin(value, 300)}`);
  const button = (id: string, text: string) => ({
    type: 'button' as const,
    action_id: id,
    text: plainText(text, 75),
    value: writeButtonValue(c.id),
  });
  const blocks: KnownBlock[] = [
    section(heading),
    section([about, ...facts].join('\n')),
    ...why.map(section),
    {
      type: 'actions',
      elements: [button(answerIds.yes, texts.wasMe), { ...button(answerIds.no, texts.wasNotMe), style: 'danger' }],
    },
  ];
  return { text: heading, blocks };
}
