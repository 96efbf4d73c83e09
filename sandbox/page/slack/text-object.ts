import type { TextObject } from '@slack/types';
import { html } from 'hono/html';
import { renderPlain } from '../text/emoji.ts';
import type { Html } from '../text/html.ts';
import { renderMrkdwn } from '../text/mrkdwn.ts';
import type { Surroundings } from '../text/surroundings.ts';

/** A text object by its type: `mrkdwn` with its markup, `plain_text` as it stands. */
export function renderTextObject(text: TextObject, around: Surroundings): Html {
  if (text.type === 'mrkdwn') return html`<span class="mrkdwn">${renderMrkdwn(text.text, around)}</span>`;
  return html`<span class="plain">${renderPlain(text)}</span>`;
}
