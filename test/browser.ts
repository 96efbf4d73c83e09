import { type Browser, type BrowserContext, launch as launchBrowser, type Page } from 'puppeteer-core';
import { browserFlags, findBrowser } from '#sandbox/find-browser.ts';

let running: Promise<Browser> | undefined;

/** Gives `use` a page of its own, with no cookies of others, and fails when the page broke its script or its policy. */
export async function withPage<T>(use: (page: Page) => Promise<T>, look: Look = {}): Promise<T> {
  running ??= launch();
  const browser = await running;
  const context: BrowserContext = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: look.width ?? 1280, height: look.height ?? 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look.scheme ?? 'light' }]);
    await page.emulateTimezone(look.zone ?? 'Asia/Tokyo');
    if (look.locale !== undefined) {
      const session = await page.createCDPSession();
      await session.send('Emulation.setLocaleOverride', { locale: look.locale });
    }
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) broken.push(message.text());
    });
    const answer = await use(page);
    if (broken.length > 0) throw new Error(`the page broke: ${broken.join('; ')}`);
    return answer;
  } finally {
    await context.close();
  }
}

/** How the reader sees the page; 1280×800, light and Tokyo time unless said otherwise. */
export interface Look {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  zone?: string;
  /** The language that times are written in; the browser's own unless said otherwise. */
  locale?: string;
}

/** Ends the browser of this test file; for `afterAll`. */
export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

async function launch(): Promise<Browser> {
  const found = await findBrowser(process.env.PUPPETEER_EXECUTABLE_PATH);
  return launchBrowser({
    executablePath: found.path,
    args: browserFlags(),
    headless: 'shell',
    env: { ...process.env, ...found.env },
  });
}
