import { html } from 'hono/html';
import type { Html } from './html.ts';
import { renderMarkdownInline } from './markdown-inline.ts';
import type { Lines } from './markdown-lines.ts';

/** True when the next two lines are a table's head and its rule of dashes. */
export function isTableStart(rest: string[]): boolean {
  return (rest[0] ?? '').includes('|') && /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*$/.test(rest[1] ?? '');
}

/** Reads one table from the front of `lines`. */
export function readTable(lines: Lines): Html {
  const head = cells(lines.rest.shift() ?? '');
  lines.rest.shift();
  const rows: string[][] = [];
  while ((lines.rest[0] ?? '').includes('|')) rows.push(cells(lines.rest.shift() ?? ''));
  const inline = (cell: string) => renderMarkdownInline(cell, lines.around);
  return html`<div class="table"><table>
    <thead><tr>${head.map((cell) => html`<th>${inline(cell)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${head.map((_, at) => html`<td>${inline(row[at] ?? '')}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

function cells(line: string): string[] {
  const bare = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return bare.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}
