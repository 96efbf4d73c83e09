import type { CaseFile } from '#pipeline/desk.ts';
import { renderCard } from './card.ts';
import { escapeWithin, slackLink } from './mrkdwn.ts';
import type { Reply } from './reception.ts';
import { contextLine } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

const mostLinks = 5;

/** A case as an answer: its card with working buttons, and where its own card is. */
export function caseReply(file: CaseFile, words: SlackWords): Reply {
  const card = renderCard({ case: file.case, route: file.route, elsewhere: file.shown }, words);
  const links = file.shown
    .filter(({ destination, ref }) => destination.mirror === 'slack' && ref.url !== undefined)
    .slice(0, mostLinks)
    .map(({ destination, ref }) => linkIn(destination.to, ref.url));
  if (links.length === 0) return card;
  return { ...card, blocks: [...card.blocks, contextLine(words.answers.shownIn(links.join(' · ')))] };
}

/** That there is no such case. `typed` is the id as it came. */
export function unknownCaseReply(typed: string, words: SlackWords): Reply {
  return { text: words.answers.unknownCase(escapeWithin(typed, 100)) };
}

/** Slack names a channel to the reader by its id; a link cannot hold that name, so it stands beside it. */
function linkIn(channel: string, url: string | undefined): string {
  return /^[CG][A-Z0-9]+$/.test(channel) ? `<#${channel}> ${slackLink(url, '↗')}` : slackLink(url, channel);
}
