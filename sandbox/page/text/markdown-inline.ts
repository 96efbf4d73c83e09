import { html } from 'hono/html';
import { emojiOf, renderText } from './emoji.ts';
import type { Html } from './html.ts';
import { mention } from './mrkdwn-reference.ts';
import type { Surroundings } from './surroundings.ts';

interface Pattern {
  find: RegExp;
  render: (match: RegExpExecArray, around: Surroundings) => Html | undefined;
}

const patterns: Pattern[] = [
  { find: /\\([!-/:-@[-`{-~])/y, render: (match) => html`${match[1]}` },
  { find: /(`+)((?:(?!\1)[\s\S])+)\1/y, render: (match) => html`<code>${(match[2] ?? '').trim()}</code>` },
  { find: /<br ?\/?>/y, render: () => html`<br />` },
  { find: /!\[([^\]\n]{0,400})\]\(([^\s)]+)\)/y, render: renderPicture },
  { find: /\[((?:\\.|[^\]\\\n]){1,1000})\]\(<?([^\s)>]+)>?(?: "[^"\n]*")?\)/y, render: renderNamedLink },
  { find: /<(https?:\/\/[^\s<>]+)>/y, render: (match, around) => link(match[1] ?? '', html`${match[1]}`, around) },
  {
    find: /https?:\/\/[^\s<>|`]*[^\s<>|`.,:;!?'")\]*_~]/y,
    render: (match, around) => link(match[0], html`${match[0]}`, around),
  },
  {
    find: /(\*\*|__)(?=\S)((?:(?!\1)[^\n])*?\S)\1/y,
    render: (match, around) => html`<strong>${renderMarkdownInline(match[2] ?? '', around)}</strong>`,
  },
  {
    find: /~~(?=\S)((?:(?!~~)[^\n])*?\S)~~/y,
    render: (match, around) => html`<s>${renderMarkdownInline(match[1] ?? '', around)}</s>`,
  },
  {
    find: /(?<![\p{L}\p{N}])([*_])(?=\S)((?:(?!\1)[^\n])*?\S)\1(?![\p{L}\p{N}])/uy,
    render: (match, around) => html`<em>${renderMarkdownInline(match[2] ?? '', around)}</em>`,
  },
  { find: /(?<![\p{L}\p{N}`/])@[A-Za-z0-9][A-Za-z0-9-]{0,38}/uy, render: (match) => mention(match[0]) },
  { find: /:([a-z0-9_+-]{1,50}):/y, render: (match) => shortName(match[1] ?? '') },
  { find: /&(lt|gt|amp|quot|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,6});/y, render: (match) => html`${entity(match[1] ?? '')}` },
];
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };
const starters = /[\\`<![\]h*_~@:&]/g;

/** One run of Markdown text, escaped but for what Markdown itself means by it. */
export function renderMarkdownInline(text: string, around: Surroundings): Html {
  const out: Html[] = [];
  let plain = 0;
  starters.lastIndex = 0;
  for (let at = nextStarter(text, 0); at < text.length; ) {
    const found = firstMatch(text, at, around);
    if (found) {
      out.push(renderText(text.slice(plain, at)), found.made);
      plain = at + found.length;
    }
    at = nextStarter(text, at + (found?.length ?? 1));
  }
  out.push(renderText(text.slice(plain)));
  return html`${out}`;
}

function nextStarter(text: string, from: number): number {
  starters.lastIndex = from;
  return starters.exec(text)?.index ?? text.length;
}

function firstMatch(text: string, at: number, around: Surroundings): { made: Html; length: number } | undefined {
  for (const { find, render } of patterns) {
    find.lastIndex = at;
    const match = find.exec(text);
    const made = match ? render(match, around) : undefined;
    if (match && made) return { made, length: match[0].length };
  }
  return undefined;
}

function renderPicture(match: RegExpExecArray, around: Surroundings): Html | undefined {
  const [, alt = '', url = ''] = match;
  const href = around.href(url);
  if (href !== undefined && around.showsImage(url)) return html`<img src="${href}" alt="${alt}" loading="lazy" />`;
  return link(url, html`[picture${alt ? `: ${alt}` : ''}]`, around);
}

function renderNamedLink(match: RegExpExecArray, around: Surroundings): Html | undefined {
  return link(match[2] ?? '', renderMarkdownInline(match[1] ?? '', around), around);
}

function link(url: string, shown: Html, around: Surroundings): Html | undefined {
  const href = around.href(url);
  if (href === undefined) return undefined;
  return href.startsWith('/')
    ? html`<a href="${href}">${shown}</a>`
    : html`<a href="${href}" target="_blank" rel="noopener noreferrer">${shown}</a>`;
}

function shortName(name: string): Html | undefined {
  const emoji = emojiOf(name);
  return emoji === undefined ? undefined : renderText(emoji);
}

function entity(name: string): string {
  if (!name.startsWith('#')) return named[name] ?? '';
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
