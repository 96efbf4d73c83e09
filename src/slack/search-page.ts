import type { Button, KnownBlock } from '@slack/types';
import type { Case } from '#core/case.ts';
import { bulkButtons } from './bulk/bulk-buttons.ts';
import { writeButtonValue } from './button-value.ts';
import { severityMark } from './card.ts';
import { codeWithin, escapeWithin, slackLink, slackMoment } from './mrkdwn.ts';
import type { Reception, Reply } from './reception.ts';
import { markedText, plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';
import { wrongQueryReply } from './wrong-query.ts';

/** What is searched, and from where on. */
export interface PlaceInSearch {
  query: string;
  cursor?: string;
}

export const longestQuery = 500;
export const turnPageIds = { next: 'next_page', first: 'first_page' } as const;
const pageSize = 10;
const longestValue = 2000;

/** One page of results, with buttons to the cases and to the next page. */
export async function searchPage(
  place: PlaceInSearch,
  reception: Pick<Reception, 'desk' | 'words' | 'now'>,
  askerId: string,
): Promise<Reply> {
  const { desk, words } = reception;
  const { query, cursor } = place;
  const me = `slack:${askerId}`;
  const page = await desk.search(query, { limit: pageSize, me, ...(cursor === undefined ? {} : { cursor }) });
  if ('wrong' in page) return wrongQueryReply(query, page.wrong, words);
  const shown = codeWithin(query, 1500);
  if (page.cases.length === 0) return { text: words.search.foundNone(shown) };
  const heading = words.search.found(page.total, page.isMore === true, shown);
  const rows = page.cases.slice(0, pageSize).map((c) => resultRow(c, page.cards?.[c.id], reception));
  const bulk = bulkButtons(query, page.isMore === true ? undefined : page.total, words);
  const blocks = [section(heading), ...rows, ...bulk];
  const turns = turnButtons(place, page.cursor, words);
  return { text: heading, blocks: turns.length === 0 ? blocks : [...blocks, { type: 'actions', elements: turns }] };
}

/** Reads what a page button carries; undefined when it is of another version. */
export function readPlaceInSearch(value: string): PlaceInSearch | undefined {
  const [version, cursor, ...query] = value.split('\n');
  if (version !== '1' || cursor === undefined || query.length !== 1) return undefined;
  return { query: query[0] ?? '', ...(cursor === '' ? {} : { cursor }) };
}

/** `card` is the address of its card in Slack. */
function resultRow(c: Case, card: string | undefined, { words, now }: Pick<Reception, 'words' | 'now'>): KnownBlock {
  const first = `${severityMark(c.severity, words)} · ${words.shared.status[c.status]} · ${escapeWithin(c.title, 600)}`;
  const times = c.count > 1 ? [`×${c.count}`] : [];
  const lastSeen = words.answers.lastSeen(slackMoment(c.lastSeenAt));
  const age = words.search.opened(words.answers.ago(Date.parse(now()) - Date.parse(c.openedAt)));
  const link = card === undefined ? [] : [slackLink(card, words.search.card)];
  const about = [codeWithin(c.id, 40), escapeWithin(c.project, 150), codeWithin(c.account, 150)];
  const second = [...about, age, lastSeen, ...times, ...link];
  return {
    type: 'section',
    text: markedText(`${first}\n${second.join(' · ')}`),
    accessory: {
      type: 'button',
      action_id: 'show_case',
      text: plainText(words.buttons.show, 75),
      value: writeButtonValue(c.id),
    },
  };
}

function turnButtons({ query, cursor }: PlaceInSearch, next: string | undefined, words: SlackWords): Button[] {
  const first = cursor === undefined ? [] : [turnButton(turnPageIds.first, words.buttons.first, `1\n\n${query}`)];
  const value = `1\n${next ?? ''}\n${query}`;
  if (next === undefined || value.length > longestValue) return first;
  return [...first, turnButton(turnPageIds.next, words.buttons.next, value)];
}

function turnButton(id: string, label: string, value: string): Button {
  return { type: 'button', action_id: id, text: plainText(label, 75), value };
}
