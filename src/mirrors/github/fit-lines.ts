/** The first lines that fit into `room` characters together, with `more` in place of those that do not. */
export function fitLines(lines: string[], room: number, more: string): string[] {
  if (lines.join('\n').length <= room) return lines;
  const fitting: string[] = [];
  let left = room - more.length;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    fitting.push(line);
  }
  return [...fitting, more];
}
