import { isDeepStrictEqual } from 'node:util';
import type { Town } from '#sandbox/start-town.ts';
import type { SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import { renderCard } from '#slack/card.ts';
import type { CardView } from '#slack/card-view.ts';
import { slackMoment } from '#slack/mrkdwn.ts';
import { readMark } from '#slack/slack-marks.ts';
import { slackPen } from '#slack/slack-pen.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { differences, type Problem } from './problem.ts';
import type { KeptCase } from '../read-cases.ts';

const words = slackWordsOf('en');

/** One card a channel that the case is shown in, which is the case's own; one evidence; each piece of news once. */
export function checkCards(town: Town, kept: KeptCase, view: CardView): Problem[] {
  const { id, shownIn } = kept.case;
  const wanted = shownIn.filter(({ mirror }) => mirror === 'slack').map(({ to }) => to);
  return town.slack.workspace.channels.flatMap((channel): Problem[] => {
    const messages = town.slack.workspace.messages(channel.id);
    const cards = messages.filter((message) => readMark(message, id)?.is === 'card');
    const isWanted = wanted.includes(channel.id);
    if (cards.length !== (isWanted ? 1 : 0))
      return [{ kind: 'cards', about: `${id} has ${cards.length} cards in ${channel.name}` }];
    const [card] = cards;
    if (card === undefined) return [];
    const where = `${id} in ${channel.name}`;
    return [...checkCard(where, card, view), ...checkThread(where, kept, { card, messages })];
  });
}

/** A mention stands on the card until the next change: it is not the case's. */
function checkCard(where: string, card: SlackMessage, view: CardView): Problem[] {
  const mention = card.blocks?.[1]?.type === 'section' ? card.blocks[1].text?.text : undefined;
  const { text, blocks, attachments } = renderCard(view, words, mention);
  const isOpen = view.case.status === 'open';
  const wanted = bare({ text, blocks, attachments }, isOpen);
  const found = bare({ text: card.text, blocks: card.blocks, attachments: card.attachments }, isOpen);
  if (isDeepStrictEqual(wanted, found)) return [];
  return [{ kind: 'card', about: `${where}: ${JSON.stringify(found)} should be ${JSON.stringify(wanted)}` }];
}

/** Without what Slack adds, and without what a repeat or a late alert changes where that is none of the card's business. */
function bare(content: object, isCounted: boolean): unknown {
  const json = JSON.stringify(content, (key, value: unknown) => (isAdded(key) ? undefined : value));
  return JSON.parse(isCounted ? json : json.replace(/ · ×\d+|first seen <[^>]+>/g, ''));
}

/** Ids of blocks and attachments. */
function isAdded(key: string): boolean {
  return key === 'block_id' || key === 'id';
}

function checkThread(
  where: string,
  { case: c, timeline }: KeptCase,
  { card, messages }: { card: SlackMessage; messages: SlackMessage[] },
): Problem[] {
  const replies = messages.filter(({ thread_ts, ts }) => thread_ts === card.ts && ts !== card.ts);
  const ofKind = (is: string) => replies.filter((reply) => readMark(reply, c.id)?.is === is);
  const pen = slackPen(words);
  const wanted = timeline
    .filter(({ what }) => what !== 'opened')
    .map((entry) => `${slackMoment(entry.at)}  ${words.shared.happened(entry, pen)}`);
  const found = ofKind('news')
    .flatMap(linesOf)
    .filter((line) => !isMention(line));
  const count = ofKind('evidence').length;
  const wrong = [...(count === 1 ? [] : [`${count} replies with evidence`]), ...differences(wanted, found)];
  const strange = replies.filter((reply) => readMark(reply, c.id) === undefined).map(({ text }) => `strange: ${text}`);
  return [...wrong, ...strange].map((about): Problem => ({ kind: 'replies', about: `${where}: ${about}` }));
}

function linesOf(message: SlackMessage): string[] {
  const texts = (message.blocks ?? []).map((block) => (block.type === 'section' ? (block.text?.text ?? '') : ''));
  return texts.join('\n').split('\n');
}

function isMention(line: string): boolean {
  return /^<[!@][^>]+>$/.test(line) && !line.startsWith('<!date');
}
