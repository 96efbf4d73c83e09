import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findBrowser } from '#sandbox/find-browser.ts';

test('a configured browser is taken as it is', async () => {
  expect(await findBrowser(process.execPath)).toEqual({ path: process.execPath, env: {} });
});

test('a configured browser that does not exist is named', async () => {
  await expect(findBrowser('/nowhere/chromium')).rejects.toThrow('PUPPETEER_EXECUTABLE_PATH names /nowhere/chromium');
});

test('without a setting there is always a browser', async () => {
  expect(existsSync((await findBrowser(undefined)).path)).toBe(true);
});
