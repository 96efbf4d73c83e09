import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';
import { expect } from 'vitest';

/** What a document shows loads quickly. */
const largest = 40_000;

/**
 * Draws what `selector` finds as WebP `<name>.webp`, small enough for a document: into the folder of the variable
 * `PICTURES`, else into that of the test results.
 */
export async function takePicture(page: Page, selector: string, name: string): Promise<void> {
  // The tools of a message that the mouse rests on would stand in the picture.
  await page.mouse.move(0, 0);
  const found = await page.waitForSelector(selector, { visible: true });
  const png = await found?.screenshot();
  if (png === undefined) throw new Error(`nothing to draw for ${name}`);
  const folder = process.env['PICTURES'] ?? 'test-results';
  await mkdir(folder, { recursive: true });
  const { size } = await sharp(png)
    .webp({ quality: 65 })
    .toFile(join(folder, `${name}.webp`));
  expect(size).toBeLessThan(largest);
}
