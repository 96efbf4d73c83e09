import { packLines } from './mrkdwn.ts';
import type { Reply } from './reception.ts';
import { contextLine, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** A section holds 3000 characters. */
const longestSection = 2900;
/** Slack takes no message whose blocks hold more than about 13 000 characters. */
const mostSections = 4;

/** Lines of at most 2900 characters as one answer; what does not fit is left out, and that is said. */
export function longReply(lines: string[], words: SlackWords): Reply {
  const packed = packLines(lines, longestSection);
  const cut = packed.length > mostSections ? [contextLine(words.ops.cut)] : [];
  return { text: lines[0] ?? '', blocks: [...packed.slice(0, mostSections).map(section), ...cut] };
}
