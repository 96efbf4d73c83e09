import { html } from 'hono/html';
import { decode } from './decode.ts';
import { renderText } from './emoji.ts';
import type { Html } from './html.ts';
import type { Surroundings } from './surroundings.ts';

/** What stands between `<` and `>` in mrkdwn: a mention, a date or a link; undefined when it is none of them. */
export function renderReference(inside: string, around: Surroundings): Html | undefined {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : decode(inside.slice(bar + 1));
  if (/^@[UWB][A-Z0-9]+$/.test(target))
    return mention(`@${around.userName(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (/^#[CDG][A-Z0-9]+$/.test(target)) return renderChannel(target.slice(1), label, around);
  if (/^!(here|channel|everyone)$/.test(target)) return mention(`@${target.slice(1)}`);
  if (target.startsWith('!subteam^')) return renderGroup(target.slice('!subteam^'.length), label, around);
  if (target.startsWith('!date^')) return renderDate(decode(target), label, around);
  return renderLink(decode(target), label, around);
}

/** A highlighted mention that may wake people up: shown so that nobody overlooks it. */
export function mention(text: string): Html {
  return html`<span class="mention">${text}</span>`;
}

/** A moment that the browser writes in the reader's own zone by Slack's date `format`; `fallback` until it has. */
export function renderTime(unixSeconds: number, format: string, fallback: string): Html {
  const at = new Date(unixSeconds * 1000);
  if (Number.isNaN(at.getTime())) return html`${fallback}`;
  return html`<time datetime="${at.toISOString()}" data-format="${format}">${fallback}</time>`;
}

/** A link that opens beside the page; plain text when the address is not one a browser may follow. */
export function renderLink(url: string, label: string | undefined, around: Surroundings): Html | undefined {
  const href = around.href(url);
  if (href === undefined) return undefined;
  const shown = renderText(label ?? url.replace(/^mailto:/, ''));
  if (href.startsWith('/')) return html`<a href="${href}">${shown}</a>`;
  return html`<a href="${href}" target="_blank" rel="noopener noreferrer">${shown}</a>`;
}

function renderChannel(id: string, label: string | undefined, around: Surroundings): Html {
  return html`<a class="mention" href="/slack/${encodeURIComponent(id)}">#${around.channelName(id) ?? label ?? id}</a>`;
}

function renderGroup(id: string, label: string | undefined, around: Surroundings): Html {
  return mention(`@${around.groupName(id) ?? label?.replace(/^@/, '') ?? id}`);
}

function renderDate(target: string, fallback: string | undefined, around: Surroundings): Html | undefined {
  const [, seconds = '', format = '', url] = target.split('^');
  if (!/^\d{1,12}$/.test(seconds)) return undefined;
  const time = renderTime(Number(seconds), format, fallback ?? format);
  const href = url === undefined ? undefined : around.href(url);
  return href === undefined ? time : html`<a href="${href}" target="_blank" rel="noopener noreferrer">${time}</a>`;
}
