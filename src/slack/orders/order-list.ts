import type { KnownBlock } from '@slack/types';
import type { Reply } from '../reception.ts';
import { section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

/** Slack takes 50 blocks; the rest is counted. */
const mostRows = 45;

/** A heading and one row for each order, as far as they fit. */
export function orderList<T>(all: T[], heading: string, words: SlackWords, row: (one: T) => KnownBlock): Reply {
  const rows = all.slice(0, mostRows).map((one) => row(one));
  const more = all.length - rows.length;
  const rest = more > 0 ? [section(words.orders.silence.andMore(more))] : [];
  return { text: heading, blocks: [section(`*${heading}*`), ...rows, ...rest] };
}
