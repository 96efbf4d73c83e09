import type { Page } from 'puppeteer-core';

/** Chooses the entry `text` in the menu `actionId` of a card. */
export async function chooseInMenu(page: Page, card: string, actionId: string, text: string): Promise<void> {
  const menu = `${card} details[data-action-id=${actionId}]`;
  await page.click(`${menu} summary`);
  for (const entry of await page.$$(`${menu} [role=menuitem]`)) {
    if ((await entry.evaluate((one) => one.textContent.trim())) === text) return entry.click();
  }
  throw new Error(`the menu ${actionId} has no ${text}`);
}

/** Fills a picker of date and time as its reader's calendar does: typed keys depend on the language. */
export async function pick(page: Page, selector: string, value: string): Promise<void> {
  await page.$eval(
    selector,
    (field, what) => {
      (field as unknown as { value: string }).value = what;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    value,
  );
}

/** Writes a line into the box of the channel and sends it. */
export async function write(page: Page, line: string): Promise<void> {
  await page.type('.channel [data-composer] textarea', line);
  await page.keyboard.press('Enter');
}
