import { html } from 'hono/html';
import type { Html } from './html.ts';
import { renderMarkdownInline } from './markdown-inline.ts';
import type { Lines } from './markdown-lines.ts';

const item = /^(\s{0,40})([-*+]|\d{1,9}[.)])\s+(.*)$/;

/** True for a line that starts a bullet or a number of a list. */
export function isListItem(line: string): boolean {
  return item.test(line);
}

/** Reads one list from the front of `lines`, deeper lines as the nested content of their item. */
export function readList(lines: Lines): Html {
  const first = item.exec(lines.rest[0] ?? '');
  const indent = (first?.[1] ?? '').length;
  const ordered = /\d/.test(first?.[2] ?? '');
  const items: Html[] = [];
  while (startsItem(lines.rest[0], indent)) items.push(readItem(lines, indent));
  return ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

function startsItem(line: string | undefined, indent: number): boolean {
  const match = line === undefined ? null : item.exec(line);
  return match !== null && (match[1] ?? '').length <= indent + 1;
}

function readItem(lines: Lines, indent: number): Html {
  const text = item.exec(lines.rest.shift() ?? '')?.[3] ?? '';
  const deeper: string[] = [];
  while (isDeeper(lines.rest, indent)) deeper.push((lines.rest.shift() ?? '').replace(/^\s{1,4}/, ''));
  const nested = lines.nested(deeper);
  const task = /^\[([ xX])\] (.*)$/.exec(text);
  if (!task) return html`<li>${renderMarkdownInline(text, lines.around)}${nested}</li>`;
  const box =
    task[1] === ' ' ? html`<input type="checkbox" disabled />` : html`<input type="checkbox" disabled checked />`;
  return html`<li class="task">${box} ${renderMarkdownInline(task[2] ?? '', lines.around)}${nested}</li>`;
}

function isDeeper(rest: string[], indent: number): boolean {
  const line = rest[0];
  if (line === undefined) return false;
  const spaces = /^\s*/.exec(line)?.[0].length ?? 0;
  return line.trim() !== '' && spaces > indent + 1;
}
