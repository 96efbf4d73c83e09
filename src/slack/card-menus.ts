import type { Overflow, PlainTextOption } from '@slack/types';
import { writeButtonValue } from './button-value.ts';
import { placesOf, type CardView } from './card-view.ts';
import { webAddress } from './mrkdwn.ts';
import { plainText } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** What Slack takes in one menu. */
const mostEntries = 5;

/** What can be done with a case besides its buttons, in the menu beside them. */
export const workEntries = ['close', 'assign', 'severity', 'question', 'silence'] as const;
export type WorkEntry = (typeof workEntries)[number];

/** What can be looked at, in the menu beside what happened; the rest of it are links. */
export const lookEntries = ['why', 'similar'] as const;
export type LookEntry = (typeof lookEntries)[number];

/** The ⋯ beside the buttons. */
export function workMenu(view: CardView, words: SlackWords): Overflow {
  const text = (entry: WorkEntry): string => (entry === 'close' ? words.buttons.close : words.work.menu[entry]);
  return menu(
    'more',
    workEntries.map((entry) => option(view, entry, text(entry))),
  );
}

/** The ⋯ beside what happened. */
export function lookMenu(view: CardView, words: SlackWords): Overflow {
  const entries = lookEntries.map((entry) => option(view, entry, words.work.menu[entry]));
  return menu('look', [...entries, ...linkOptions(view, words)]);
}

function menu(id: 'more' | 'look', options: PlainTextOption[]): Overflow {
  return { type: 'overflow', action_id: id, options: options.slice(0, mostEntries) };
}

function option({ case: { id } }: CardView, entry: string, text: string): PlainTextOption {
  return { text: plainText(text, 75), value: writeButtonValue(id, entry) };
}

function linkOptions(view: CardView, words: SlackWords): PlainTextOption[] {
  const c = view.case;
  const [first, ...others] = placesOf(view).map(({ url, place }) => ({ url, text: words.buttons.openIn(place) }));
  const links = [
    ...(first === undefined ? [] : [first]),
    { url: c.url, text: words.buttons.openFinding },
    { url: c.resource.url, text: words.buttons.openResource },
    // They stand in the context line as well.
    ...others,
  ];
  return (
    links
      .flatMap(({ url, text }) => ({ url: webAddress(url), text }))
      .filter((link): link is { url: string; text: string } => link.url !== undefined)
      // Slack tells the app of a click on a link too; nothing is done with it.
      .map(({ url, text }, index) => ({ ...option(view, `link${index}`, text), url }))
  );
}
