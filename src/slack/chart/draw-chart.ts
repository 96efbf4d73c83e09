import sharp from 'sharp';
import { chartSvg, type Bar } from './chart-svg.ts';

/** The chart as a PNG, twice as large as it is shown, for screens with fine dots. */
export async function drawChart(bars: Bar[]): Promise<Uint8Array> {
  return sharp(Buffer.from(chartSvg(bars)), { density: 144 })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}
