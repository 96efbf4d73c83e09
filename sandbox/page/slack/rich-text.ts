import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextList } from '@slack/types';
import { html } from 'hono/html';
import { emojiOf, renderText } from '../text/emoji.ts';
import type { Html } from '../text/html.ts';
import { mention, renderLink, renderTime } from '../text/mrkdwn-reference.ts';
import type { Surroundings } from '../text/surroundings.ts';

/** A rich text block: sections, lists, quotes and preformatted text. */
export function renderRichText(block: RichTextBlock, around: Surroundings): Html {
  return html`<div class="rich-text">${block.elements.map((element) => renderPart(element, around))}</div>`;
}

function renderPart(part: RichTextBlockElement, around: Surroundings): Html {
  if (part.type === 'rich_text_list') return renderList(part, around);
  const inner = part.elements.map((element) => renderRun(element, around));
  if (part.type === 'rich_text_preformatted') return html`<pre>${inner}</pre>`;
  return part.type === 'rich_text_quote'
    ? html`<blockquote>${inner}</blockquote>`
    : html`<p class="mrkdwn">${inner}</p>`;
}

function renderList(list: RichTextList, around: Surroundings): Html {
  const items = list.elements.map(
    (item) => html`<li>${item.elements.map((element) => renderRun(element, around))}</li>`,
  );
  const indent = `indent-${Math.min(list.indent ?? 0, 5)}`;
  return list.style === 'ordered'
    ? html`<ol class="${indent}">${items}</ol>`
    : html`<ul class="${indent}">${items}</ul>`;
}

function renderRun(run: RichTextElement, around: Surroundings): Html {
  const style = run.style ?? {};
  let shown = renderBare(run, around);
  if (style.code) shown = html`<code>${shown}</code>`;
  if (style.strike) shown = html`<s>${shown}</s>`;
  if (style.italic) shown = html`<em>${shown}</em>`;
  return style.bold ? html`<strong>${shown}</strong>` : shown;
}

function renderBare(run: RichTextElement, around: Surroundings): Html {
  switch (run.type) {
    case 'text':
      return renderText(run.text);
    case 'link':
      return renderLink(run.url, run.text, around) ?? renderText(run.text ?? run.url);
    case 'user':
      return mention(`@${around.userName(run.user_id) ?? run.user_id}`);
    case 'channel':
      return mention(`#${around.channelName(run.channel_id) ?? run.channel_id}`);
    case 'usergroup':
      return mention(`@${around.groupName(run.usergroup_id) ?? run.usergroup_id}`);
    case 'team':
      return mention(`@${run.team_id}`);
    case 'broadcast':
      return mention(`@${run.range}`);
    case 'emoji':
      return renderText(emojiOf(run.name) ?? `:${run.name}:`);
    case 'date':
      return renderTime(run.timestamp, run.format, run.fallback ?? run.format);
    case 'color':
      return html`<code>${run.value}</code>`;
    default:
      return html`<span class="unsupported">The sandbox shows no “${String((run as { type: unknown }).type)}”.</span>`;
  }
}
