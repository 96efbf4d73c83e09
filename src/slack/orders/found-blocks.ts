import type { KnownBlock } from '@slack/types';
import type { SearchPage } from '#pipeline/desk.ts';
import { severityMark } from '../card.ts';
import { escapeWithin, packLines, slackMoment } from '../mrkdwn.ts';
import { section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

const longestSection = 3000;

/** What a query would have found: a heading with the number, and the first cases, one a line. */
export function foundBlocks(
  page: SearchPage,
  words: SlackWords,
  heading: { some(total: number, isMore: boolean): string; none: string },
): KnownBlock[] {
  if (page.cases.length === 0) return [section(heading.none)];
  const lines = page.cases.map((c) => {
    const seen = words.answers.lastSeen(slackMoment(c.lastSeenAt));
    return `• ${severityMark(c.severity, words)} · ${escapeWithin(c.title, 200)} · ${escapeWithin(c.project, 60)} · ${seen}`;
  });
  const more = page.total - page.cases.length;
  if (more > 0) lines.push(words.orders.silence.andMore(more));
  return [section(heading.some(page.total, page.isMore === true)), ...packLines(lines, longestSection).map(section)];
}
