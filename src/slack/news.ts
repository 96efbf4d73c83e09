import type { KnownBlock } from '@slack/types';
import { isNoise, type TimelineEntry } from '#core/timeline.ts';
import { packLines, slackMoment } from './mrkdwn.ts';
import { slackPen } from './slack-pen.ts';
import { section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** One reply in a card's thread with some lines of the timeline. */
export interface NewsMessage {
  text: string;
  blocks: KnownBlock[];
  /** The newest entry it shows. */
  seq: number;
  isNoisy: boolean;
}

// Far below what Slack takes: nobody reads more in one message, and the text must not be cut inside an entity.
const mostEntries = 20;
const longestSection = 2900;

/** Timeline entries as replies, as few as possible, oldest first. `mention` calls people where there is noise. */
export function renderNews(entries: TimelineEntry[], words: SlackWords, mention?: string): NewsMessage[] {
  const messages: NewsMessage[] = [];
  for (let from = 0; from < entries.length; from += mostEntries) {
    messages.push(renderMessage(entries.slice(from, from + mostEntries), words, mention));
  }
  return messages;
}

function renderMessage(entries: TimelineEntry[], words: SlackWords, mention: string | undefined): NewsMessage {
  const pen = slackPen(words);
  const isNoisy = entries.some(isNoise);
  const called = isNoisy && mention !== undefined ? [mention] : [];
  const lines = entries.map((entry) => `${slackMoment(entry.at)}  ${words.shared.happened(entry, pen)}`);
  const last = words.shared.happened(entries.find(isNoise) ?? (entries.at(-1) as TimelineEntry), pen);
  return {
    text: [...called, last].join(' '),
    blocks: packLines([...called, ...lines], longestSection).map(section),
    seq: entries.at(-1)?.seq ?? 0,
    isNoisy,
  };
}
