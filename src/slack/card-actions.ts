import type { ActionsBlock, Button, Overflow, PlainTextOption } from '@slack/types';
import type { Case } from '#core/case.ts';
import { writeButtonValue } from './button-value.ts';
import { placesOf, type CardView } from './card-view.ts';
import { webAddress } from './mrkdwn.ts';
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
      more(view, words),
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

/** An overflow menu must hold two options at least: Close… alone is a button. */
function more(view: CardView, words: SlackWords): Overflow | Button {
  const links = linkOptions(view, words);
  if (links.length === 0) return button('close', view.case, words);
  const close = { text: plainText(words.buttons.close, 75), value: writeButtonValue(view.case.id, 'close') };
  return { type: 'overflow', action_id: 'more', options: [close, ...links] };
}

function linkOptions(view: CardView, words: SlackWords): PlainTextOption[] {
  const c = view.case;
  const links = [
    ...placesOf(view).map(({ url, place }) => ({ url, text: words.buttons.openIn(place) })),
    { url: c.url, text: words.buttons.openFinding },
    { url: c.resource.url, text: words.buttons.openResource },
  ];
  return links
    .flatMap(({ url, text }) => ({ url: webAddress(url), text }))
    .filter((link): link is { url: string; text: string } => link.url !== undefined)
    .slice(0, 4)
    .map(({ url, text }, index) => ({
      text: plainText(text, 75),
      url,
      // Slack tells the app of a click on a link too; nothing is done with it.
      value: writeButtonValue(c.id, `link${index}`),
    }));
}
