import { html } from 'hono/html';
import { decode } from './decode.ts';
import { emojiOf, renderText } from './emoji.ts';
import type { Html } from './html.ts';
import { renderReference } from './mrkdwn-reference.ts';
import type { Surroundings } from './surroundings.ts';

/** Stands for the n-th finished piece while styles are looked for around it; text is cleared of these code points first. */
const firstPlaceholder = 0xf0000;
const placeholders = /[\u{F0000}-\u{FFFFD}]/gu;
const piece = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+-]{1,50}(?:::skin-tone-\d)?):/gu;
const styled = /(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\1)[^\n])*?(?<=\S))\1(?![\p{L}\p{N}])/gu;
const tags = { '*': 'strong', _: 'em', '~': 's' } as const;

/**
 * Slack's mrkdwn as HTML, by https://docs.slack.dev/messaging/formatting-message-text: whatever is not markup there is
 * escaped and shown as it was written.
 */
export function renderMrkdwn(text: string, around: Surroundings): Html {
  const parts = text.replace(placeholders, '\uFFFD').split(/```\n?([\s\S]+?)\n?```\n?/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<pre>${decode(part)}</pre>` : renderLines(part, around)))}`;
}

function renderLines(text: string, around: Surroundings): Html[] {
  const groups: { quoted: boolean; lines: string[] }[] = [];
  let quotedToTheEnd = false;
  for (const line of text.split('\n')) {
    const toTheEnd = /^(?:>|&gt;){3} ?/.exec(line);
    const marker = toTheEnd ?? /^(?:>|&gt;) ?/.exec(line);
    quotedToTheEnd ||= toTheEnd !== null;
    const quoted = quotedToTheEnd || marker !== null;
    const bare = marker ? line.slice(marker[0].length) : line;
    const last = groups.at(-1);
    if (last?.quoted === quoted) last.lines.push(bare);
    else groups.push({ quoted, lines: [bare] });
  }
  return groups.map(({ quoted, lines }) => {
    if (quoted) return html`<blockquote>${renderInline(lines.join('\n'), around)}</blockquote>`;
    return html`${lines.map((line, at) => renderLine(line, at < lines.length - 1, around))}`;
  });
}

function renderLine(line: string, hasNext: boolean, around: Surroundings): Html {
  const bullet = /^( *)(?:•|◦|▪|-|\d{1,3}\.) /.exec(line);
  if (!bullet) return html`${renderInline(line, around)}${hasNext ? '\n' : ''}`;
  return html`<span class="${(bullet[1] ?? '').length > 1 ? 'bullet bullet-deep' : 'bullet'}">${renderInline(line, around)}</span>`;
}

function renderInline(text: string, around: Surroundings): Html {
  const pieces: Html[] = [];
  const marked = text.replace(piece, (whole, code?: string, reference?: string, name?: string) => {
    const made = renderPiece({ code, reference, name }, around);
    if (!made) return whole;
    pieces.push(made);
    return String.fromCodePoint(firstPlaceholder + pieces.length - 1);
  });
  return renderStyles(marked, pieces);
}

function renderPiece(
  found: { code: string | undefined; reference: string | undefined; name: string | undefined },
  around: Surroundings,
): Html | undefined {
  if (found.code !== undefined) return html`<code>${decode(found.code)}</code>`;
  if (found.reference !== undefined) return renderReference(found.reference, around);
  const emoji = found.name === undefined ? undefined : emojiOf(found.name);
  return emoji === undefined ? undefined : renderText(emoji);
}

function renderStyles(text: string, pieces: Html[]): Html {
  const out: Html[] = [];
  let done = 0;
  for (const match of text.matchAll(styled)) {
    out.push(putBack(text.slice(done, match.index), pieces));
    const inner = renderStyles(match[2] ?? '', pieces);
    const tag = tags[match[1] as keyof typeof tags];
    if (tag === 'strong') out.push(html`<strong>${inner}</strong>`);
    else if (tag === 'em') out.push(html`<em>${inner}</em>`);
    else out.push(html`<s>${inner}</s>`);
    done = match.index + match[0].length;
  }
  out.push(putBack(text.slice(done), pieces));
  return html`${out}`;
}

function putBack(text: string, pieces: Html[]): Html {
  const out = text
    .split(/([\u{F0000}-\u{FFFFD}])/u)
    .map((part, index) =>
      index % 2 === 0 ? renderText(decode(part)) : pieces[(part.codePointAt(0) ?? 0) - firstPlaceholder],
    );
  return html`${out}`;
}
