import { strokeText } from './stroke-text.ts';

export interface Bar {
  /** `2026-03-02` */
  day: string;
  opened: number;
  closed: number;
}

const size = { width: 960, height: 360 };
const plot = { left: 60, right: 940, top: 24, bottom: 310 };
const colours = { paper: '#ffffff', line: '#d0d5dd', text: '#475467', opened: '#f79009', closed: '#12b76a' };
const mostLabels = 15;

/**
 * Two bars a day as a picture. Its letters are digits and marks drawn as strokes: a container has no fonts, and so the picture says
 * the same in every language. Pure.
 */
export function chartSvg(bars: Bar[]): string {
  const top = roundUp(Math.max(1, ...bars.flatMap(({ opened, closed }) => [opened, closed])));
  const step = (plot.right - plot.left) / Math.max(1, bars.length);
  const every = Math.ceil(bars.length / mostLabels);
  const parts = [
    `<rect width="${size.width}" height="${size.height}" fill="${colours.paper}"/>`,
    ...[0, top / 2, top].flatMap((value) => level(value, top)),
    ...bars.flatMap((bar, index) => pair(bar, plot.left + index * step, { step, top })),
    ...bars.flatMap(({ day }, index) =>
      index % every === 0 ? [label(day.slice(5), plot.left + index * step, step)] : [],
    ),
  ];
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
}

/** The next even number of 2, 4, 10, 20, 40, 100… */
function roundUp(value: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [2, 4, 10, 20].map((part) => part * ten).find((rounded) => rounded >= value) ?? 20 * ten;
}

function level(value: number, top: number): string[] {
  const y = yOf(value, top);
  const text = String(value);
  return [
    `<line x1="${plot.left}" y1="${y}" x2="${plot.right}" y2="${y}" stroke="${colours.line}"/>`,
    strokeText(text, { x: plot.left - 8, y: y - 7, height: 14, align: 'right', colour: colours.text }),
  ];
}

function pair({ opened, closed }: Bar, x: number, { step, top }: { step: number; top: number }): string[] {
  const width = Math.min(40, step * 0.36);
  const middle = x + step / 2;
  return [
    bar(opened, { x: middle - width - 1, width, top, colour: colours.opened }),
    bar(closed, { x: middle + 1, width, top, colour: colours.closed }),
  ];
}

function bar(
  value: number,
  { x, width, top, colour }: { x: number; width: number; top: number; colour: string },
): string {
  const y = yOf(value, top);
  return `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${round(plot.bottom - y)}" fill="${colour}"/>`;
}

function label(text: string, x: number, step: number): string {
  return strokeText(text, { x: x + step / 2, y: plot.bottom + 12, height: 14, align: 'middle', colour: colours.text });
}

function yOf(value: number, top: number): number {
  return round(plot.bottom - ((plot.bottom - plot.top) * value) / top);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
