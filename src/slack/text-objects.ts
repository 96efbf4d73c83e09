import type { ContextBlock, MrkdwnElement, PlainTextElement, SectionBlock } from '@slack/types';
import { cutText, oneLine } from '#core/text.ts';

/** Text that Slack shows as it stands: no formatting, no mentions, no `:emoji:`. Never empty, at most `max` characters. */
export function plainText(text: string, max: number): PlainTextElement {
  // Slack reads no mentions in plain text; the joiner keeps it so wherever the text is copied to.
  const inert = oneLine(text).replaceAll(/<(?=[!@#])/g, '<\u2060');
  // Slack counts UTF-16 units, `cutText` counts characters.
  let shown = cutText(inert, max);
  while (shown.length > max) shown = cutText(shown, Array.from(shown).length - 1);
  return { type: 'plain_text', text: shown === '' ? '–' : shown, emoji: false };
}

/** Marked-up text whose data has been escaped. `verbatim`: Slack makes no links of its own of what looks like one. */
export function markedText(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: markedText(text) };
}

export function contextLine(text: string): ContextBlock {
  return { type: 'context', elements: [markedText(text)] };
}
