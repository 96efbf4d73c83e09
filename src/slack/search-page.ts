import type { Button, KnownBlock } from '@slack/types';
import type { Case } from '#core/case.ts';
import { writeButtonValue } from './button-value.ts';
import { severityMark } from './card.ts';
import { codeWithin, escapeWithin, slackMoment } from './mrkdwn.ts';
import type { Reception, Reply } from './reception.ts';
import { markedText, plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

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
  { desk, words }: Pick<Reception, 'desk' | 'words'>,
): Promise<Reply> {
  const { query, cursor } = place;
  const page = await desk.search(query, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
  const shown = codeWithin(query, 1500);
  if (page.cases.length === 0) return { text: words.answers.foundNone(shown) };
  const heading = words.answers.found(page.total, shown);
  const blocks = [section(heading), ...page.cases.slice(0, pageSize).map((c) => resultRow(c, words))];
  const turns = turnButtons(place, page.cursor, words);
  return { text: heading, blocks: turns.length === 0 ? blocks : [...blocks, { type: 'actions', elements: turns }] };
}

/** Reads what a page button carries; undefined when it is of another version. */
export function readPlaceInSearch(value: string): PlaceInSearch | undefined {
  const [version, cursor, ...query] = value.split('\n');
  if (version !== '1' || cursor === undefined || query.length !== 1) return undefined;
  return { query: query[0] ?? '', ...(cursor === '' ? {} : { cursor }) };
}

function resultRow(c: Case, words: SlackWords): KnownBlock {
  const first = `${severityMark(c.severity, words)} · ${words.shared.status[c.status]} · ${escapeWithin(c.title, 600)}`;
  const times = c.count > 1 ? [`×${c.count}`] : [];
  const lastSeen = words.answers.lastSeen(slackMoment(c.lastSeenAt));
  const second = [codeWithin(c.id, 40), escapeWithin(c.project, 150), codeWithin(c.account, 150), lastSeen, ...times];
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
