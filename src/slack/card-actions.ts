import type { ActionsBlock, Button } from '@slack/types';
import type { Case } from '#core/case.ts';
import { writeButtonValue } from './button-value.ts';
import { workMenu } from './card-menus.ts';
import type { CardView } from './card-view.ts';
import { plainText } from './text-objects.ts';
import type { ButtonName, SlackWords } from './words/slack-words.ts';

/** What can be pressed, by status. Each button carries the case, so that it works on any old message. */
export function cardActions(view: CardView, words: SlackWords): ActionsBlock {
  const c = view.case;
  if (c.status === 'closed') return { type: 'actions', elements: [button('reopen', c, words)] };
  return {
    type: 'actions',
    elements: [
      firstButton(c, words),
      button('snooze', c, words),
      { ...button('escalate', c, words), style: 'danger' },
      workMenu(view, words),
    ],
  };
}

function firstButton(c: Case, words: SlackWords): Button {
  if (c.status === 'acknowledged') return button('unacknowledge', c, words);
  if (c.status === 'snoozed') return button('wake', c, words);
  return { ...button('acknowledge', c, words), style: 'primary' };
}

function button(name: ButtonName, c: Case, words: SlackWords): Button {
  return {
    type: 'button',
    action_id: name,
    text: plainText(words.buttons[name], 75),
    value: writeButtonValue(c.id),
  };
}
