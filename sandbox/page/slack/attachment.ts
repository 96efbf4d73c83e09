import type { MessageAttachment } from '@slack/types';
import { html } from 'hono/html';
import { renderText } from '../text/emoji.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderMrkdwn } from '../text/mrkdwn.ts';
import { renderLink } from '../text/mrkdwn-reference.ts';
import type { Surroundings } from '../text/surroundings.ts';
import { renderBlocks } from './block.ts';

const named: Record<string, string> = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };

/** An attachment with its bar of colour: its blocks, or the older title, text and fields. */
export function renderAttachment(attachment: MessageAttachment, around: Surroundings): Html {
  // the colour is an SVG attribute, for the page's policy forbids inline styles
  return html`<div class="attachment" data-color="${attachment.color ?? ''}">
    <svg class="bar" aria-hidden="true"><rect width="100%" height="100%" fill="${colourOf(attachment.color)}" /></svg>
    <div class="attachment-body">
      ${attachment.pretext ? html`<p class="mrkdwn">${renderMrkdwn(attachment.pretext, around)}</p>` : nothing}
      ${attachment.blocks ? renderBlocks(attachment.blocks, { around }) : renderOldStyle(attachment, around)}
    </div>
  </div>`;
}

/** The colour as `#rrggbb`; grey for none and for anything that is not a colour. */
export function colourOf(colour: string | undefined): string {
  if (colour === undefined) return '#9aa5b1';
  const hex = Object.hasOwn(named, colour) ? named[colour] : `#${colour.replace(/^#/, '')}`;
  return /^#[0-9a-fA-F]{6}$/.test(hex ?? '') ? (hex ?? '') : '#9aa5b1';
}

function renderOldStyle(attachment: MessageAttachment, around: Surroundings): Html {
  const { title, title_link: titleLink, text, fallback, fields, footer } = attachment;
  const shownTitle =
    title === undefined ? nothing : ((titleLink && renderLink(titleLink, title, around)) ?? renderText(title));
  return html`<p class="attachment-title">${shownTitle}</p>
    <div class="mrkdwn">${renderMrkdwn(text ?? (title === undefined ? (fallback ?? '') : ''), around)}</div>
    ${fields ? html`<div class="fields">${fields.map((field) => html`<div class="field"><strong>${renderText(field.title)}</strong><div class="mrkdwn">${renderMrkdwn(field.value, around)}</div></div>`)}</div>` : nothing}
    ${footer ? html`<p class="hint">${renderText(footer)}</p>` : nothing}`;
}
