import { plainText } from '../plain-text.ts';

const widest = 120;

/** A table for a terminal: cells are texts from outside, columns as wide as their widest cell. */
export function tableLines(head: string[], rows: string[][]): string[] {
  const cells = [head, ...rows].map((row) => row.map((cell) => plainText(cell, widest)));
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, i) => (i === head.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
