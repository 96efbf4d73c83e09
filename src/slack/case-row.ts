import type { SectionBlock } from '@slack/types';
import type { Case } from '#core/case.ts';
import { writeButtonValue } from './button-value.ts';
import { severityMark } from './card.ts';
import { codeWithin, escapeWithin } from './mrkdwn.ts';
import { markedText, plainText } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** A case in a list: what it is, a second line of the caller's words, and the button to its card. */
export function caseRow(c: Case, second: string[], words: SlackWords): SectionBlock {
  const first = `${severityMark(c.severity, words)} · ${escapeWithin(c.title, 600)}`;
  const about = [codeWithin(c.id, 40), escapeWithin(c.project, 150), codeWithin(c.account, 150), ...second];
  return {
    type: 'section',
    text: markedText(`${first}\n${about.join(' · ')}`),
    accessory: {
      type: 'button',
      action_id: 'show_case',
      text: plainText(words.buttons.show, 75),
      value: writeButtonValue(c.id),
    },
  };
}
