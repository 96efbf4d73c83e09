import type { Page } from 'puppeteer-core';
import { until } from '#test/until.ts';

/** Opens the page and waits until it follows the server. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector('body[data-connected=yes]');
}
/** The text of the first thing that `selector` finds. */
export const textOf = (page: Page, selector: string) => page.$eval(selector, (found) => found.textContent.trim());
/** Waits until something that `selector` finds holds `part`. */
export const seen = (page: Page, selector: string, part: string) =>
  until(`${selector} shows ${part}`, () =>
    page.$$eval(selector, (all, what) => all.some((one) => one.textContent.includes(what)), part),
  );
/** Waits until `selector` finds nothing any more. */
export const gone = (page: Page, selector: string) =>
  until(`${selector} is gone`, async () => (await page.$(selector)) === null);
/** Waits until the field that `selector` finds holds exactly `text`. */
export const filled = (page: Page, selector: string, text: string) =>
  until(`${selector} holds ${text}`, () =>
    page.$eval(selector, (field, what) => (field as unknown as { value: string }).value === what, text),
  );
