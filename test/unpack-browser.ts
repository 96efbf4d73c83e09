import { findBrowser } from '#sandbox/find-browser.ts';

/** Before all tests: the browser is found, and unpacked if need be, so that no test pays for it. */
export async function setup(): Promise<void> {
  await findBrowser(process.env.PUPPETEER_EXECUTABLE_PATH);
}
