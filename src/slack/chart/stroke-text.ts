/** Each sign as lines in a box of 4 × 7: points of one line by spaces, lines by commas. */
const signs: Record<string, string> = {
  '0': '0,0 4,0 4,7 0,7 0,0',
  '1': '1,1 2,0 2,7',
  '2': '0,1 0,0 4,0 4,3.5 0,3.5 0,7 4,7',
  '3': '0,0 4,0 4,7 0,7;0.5,3.5 4,3.5',
  '4': '0,0 0,3.5 4,3.5;4,0 4,7',
  '5': '4,0 0,0 0,3.5 4,3.5 4,7 0,7',
  '6': '4,0 0,0 0,7 4,7 4,3.5 0,3.5',
  '7': '0,0 4,0 1.5,7',
  '8': '0,0 4,0 4,7 0,7 0,0;0,3.5 4,3.5',
  '9': '4,3.5 0,3.5 0,0 4,0 4,7 0,7',
  '-': '0.5,3.5 3.5,3.5',
  '.': '1.8,6.8 2.2,6.8 2.2,7 1.8,7 1.8,6.8',
};
const box = { width: 4, height: 7, gap: 2.2 };

/** A number or a date as lines: needs no font. Other signs leave a gap. `x` is the left end, the middle or the right end. */
export function strokeText(
  text: string,
  at: { x: number; y: number; height: number; align: 'left' | 'middle' | 'right'; colour: string },
): string {
  const scale = at.height / box.height;
  const width = widthOf(text) * scale;
  const left = at.x - (at.align === 'right' ? width : at.align === 'middle' ? width / 2 : 0);
  const lines = Array.from(text).flatMap((sign, index) => {
    const x = left + index * (box.width + box.gap) * scale;
    return (signs[sign] ?? '')
      .split(';')
      .flatMap((line) => (line === '' ? [] : [pointsOf(line, { x, y: at.y, scale })]));
  });
  return lines
    .map(
      (points) =>
        `<polyline points="${points}" fill="none" stroke="${at.colour}" stroke-width="${(scale * 0.8).toFixed(2)}" stroke-linecap="round" stroke-linejoin="round"/>`,
    )
    .join('');
}

/** In units of the box. */
function widthOf(text: string): number {
  return Math.max(0, text.length * (box.width + box.gap) - box.gap);
}

function pointsOf(line: string, { x, y, scale }: { x: number; y: number; scale: number }): string {
  return line
    .split(' ')
    .map((point) => {
      const [dx = 0, dy = 0] = point.split(',').map(Number);
      return `${(x + dx * scale).toFixed(1)},${(y + dy * scale).toFixed(1)}`;
    })
    .join(' ');
}
