import { html } from 'hono/html';
import { renderText } from './emoji.ts';
import { type Html, nothing } from './html.ts';
import { renderMarkdownInline } from './markdown-inline.ts';
import type { Lines } from './markdown-lines.ts';
import { isListItem, readList } from './markdown-list.ts';
import { isTableStart, readTable } from './markdown-table.ts';
import type { Surroundings } from './surroundings.ts';

/** Deeper nesting than any person writes stays text, so that hostile input cannot exhaust the stack. */
const deepest = 12;

/**
 * The Markdown of issues as GitHub shows it, small and safe: headings, lists, tasks, tables, quotes, code, links and
 * `<details>`. HTML comments vanish; any other HTML is shown as text; pictures become links.
 */
export function renderMarkdown(source: string, around: Surroundings): Html {
  const visible = source.replace(/\r\n?/g, '\n').replace(/<!--[\s\S]*?-->\n?/g, '');
  return renderBlocks(visible.split('\n'), around, 0);
}

function renderBlocks(rest: string[], around: Surroundings, depth: number): Html {
  if (depth > deepest) return html`<p>${rest.join('\n')}</p>`;
  const lines: Lines = { rest, around, nested: (inner) => renderBlocks(inner, around, depth + 1) };
  const out: Html[] = [];
  while (rest.length > 0) out.push(readBlock(lines));
  return html`${out}`;
}

function readBlock(lines: Lines): Html {
  const line = lines.rest[0] ?? '';
  if (line.trim() === '') {
    lines.rest.shift();
    return nothing;
  }
  if (/^ {0,3}(```|~~~)/.test(line)) return readFence(lines);
  if (/^ {0,3}#{1,6}( |$)/.test(line)) return readHeading(lines);
  if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) {
    lines.rest.shift();
    return html`<hr />`;
  }
  if (/^ {0,3}>/.test(line)) return readQuote(lines);
  if (/^\s*<details( open)?>/.test(line)) return readDetails(lines);
  if (isTableStart(lines.rest)) return readTable(lines);
  if (isListItem(line)) return readList(lines);
  return readParagraph(lines);
}

function readFence(lines: Lines): Html {
  const marker = /^ {0,3}(`{3,}|~{3,})/.exec(lines.rest.shift() ?? '')?.[1] ?? '```';
  const end = lines.rest.findIndex((line) => line.trim().startsWith(marker));
  const code = lines.rest.splice(0, end < 0 ? lines.rest.length : end);
  lines.rest.shift();
  return html`<pre><code>${code.join('\n')}</code></pre>`;
}

function readHeading(lines: Lines): Html {
  const [, marks = '#', text = ''] = /^ *(#{1,6}) *(.*?)(?: +#+)? *$/.exec(lines.rest.shift() ?? '') ?? [];
  const inner = renderMarkdownInline(text, lines.around);
  if (marks.length === 1) return html`<h2>${inner}</h2>`;
  return marks.length === 2 ? html`<h3>${inner}</h3>` : html`<h4>${inner}</h4>`;
}

function readQuote(lines: Lines): Html {
  const end = lines.rest.findIndex((line) => !/^ {0,3}>/.test(line));
  const taken = lines.rest.splice(0, end < 0 ? lines.rest.length : end);
  return html`<blockquote>${lines.nested(taken.map((line) => line.replace(/^ *> ?/, '')))}</blockquote>`;
}

function readDetails(lines: Lines): Html {
  const end = lines.rest.findIndex((line) => line.includes('</details>'));
  const taken = lines.rest.splice(0, end < 0 ? lines.rest.length : end + 1).join('\n');
  const open = /<details open>/.test(taken);
  const body = taken.replace(/^\s*<details(?: open)?>/, '').replace('</details>', '');
  const summary = /<summary>([\s\S]*?)<\/summary>/.exec(body);
  const inner = lines.nested(body.replace(summary?.[0] ?? '', () => '').split('\n'));
  const title = (summary?.[1] ?? 'Details').replace(/<\/?(?:b|strong|i|em|code)>/g, '').trim();
  return html`<details ${open ? html`open` : ''}><summary>${renderText(title)}</summary>${inner}</details>`;
}

function readParagraph(lines: Lines): Html {
  const taken = [lines.rest.shift() ?? ''];
  while (lines.rest[0] !== undefined && !interrupts(lines.rest)) taken.push(lines.rest.shift() ?? '');
  return html`<p>${renderMarkdownInline(taken.map((line) => line.trim()).join('\n'), lines.around)}</p>`;
}

function interrupts(rest: string[]): boolean {
  const line = rest[0] ?? '';
  return /^\s*$|^ {0,3}(?:```|~~~|#{1,6} |>|<details)/.test(line) || isListItem(line) || isTableStart(rest);
}
