import sharp from 'sharp';
import { expect, test } from 'vitest';
import { chartSvg } from '#slack/chart/chart-svg.ts';
import { drawChart } from '#slack/chart/draw-chart.ts';

const week = [3, 0, 12, 7, 1, 0, 5].map((opened, index) => ({
  day: `2026-03-0${index + 1}`,
  opened,
  closed: Math.floor(opened / 2),
}));

/** How many of the dots of the picture have this colour, in per mille. */
async function shareOf(bytes: Uint8Array, [r, g, b]: [number, number, number]): Promise<number> {
  const { data, info } = await sharp(bytes).flatten().raw().toBuffer({ resolveWithObject: true });
  let found = 0;
  for (let at = 0; at < data.length; at += info.channels) {
    const near = (value: number, wanted: number) => Math.abs(value - wanted) < 12;
    if (near(data[at] ?? 0, r) && near(data[at + 1] ?? 0, g) && near(data[at + 2] ?? 0, b)) found += 1;
  }
  return (found / (info.width * info.height)) * 1000;
}

test('the picture is a PNG whose bars and signs are there without any font', async () => {
  const bytes = await drawChart(week);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1920, height: 720 });
  expect(chartSvg(week)).not.toContain('<text');
  expect(await shareOf(bytes, [0xf7, 0x90, 0x09])).toBeGreaterThan(20);
  expect(await shareOf(bytes, [0x12, 0xb7, 0x6a])).toBeGreaterThan(10);
  expect(await shareOf(bytes, [0x47, 0x54, 0x67])).toBeGreaterThan(1);
  expect(bytes.length).toBeLessThan(100_000);
});

test('the bars have the heights of the numbers, none goes out of the picture', () => {
  const heights = (svg: string, colour: string) =>
    [...svg.matchAll(new RegExp(`y="([\\d.]+)" width="[\\d.]+" height="([\\d.]+)" fill="${colour}"`, 'g'))].map(
      ([, y, height]) => ({ y: Number(y), height: Number(height) }),
    );
  const opened = heights(chartSvg(week), '#f79009');
  expect(opened.map(({ height }) => Math.round((height / (opened[2]?.height ?? 1)) * 12))).toEqual([
    3, 0, 12, 7, 1, 0, 5,
  ]);
  for (const many of [0, 1, 999, 123_456]) {
    const bars = Array.from({ length: 90 }, () => ({ day: '2026-01-01', opened: many, closed: many }));
    for (const { y, height } of heights(chartSvg(bars), '#f79009')) {
      expect(y).toBeGreaterThanOrEqual(20);
      expect(y + height).toBeLessThanOrEqual(311);
    }
    expect(chartSvg(bars)).not.toContain('NaN');
  }
});
