import { existsSync } from 'node:fs';
import { unpackChromium } from './unpack-chromium.ts';

/** A browser that can be started: its program, and the variables its process needs. */
export interface FoundBrowser {
  path: string;
  env: Record<string, string>;
}

const installed = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/**
 * Finds a headless Chromium: the one `configured` (`PUPPETEER_EXECUTABLE_PATH`), one that the system has, else the one
 * inside `@sparticuz/chromium`, which is unpacked at the first call on a machine.
 */
export async function findBrowser(configured: string | undefined): Promise<FoundBrowser> {
  if (configured !== undefined && configured !== '') {
    if (!existsSync(configured)) throw new Error(`PUPPETEER_EXECUTABLE_PATH names ${configured}, which does not exist`);
    return { path: configured, env: {} };
  }
  const path = installed.find((candidate) => existsSync(candidate));
  return path === undefined ? unpackChromium() : { path, env: {} };
}

/** The switches for a browser that is started again and again, draws alike everywhere, and calls nobody. */
export function browserFlags(): string[] {
  const flags = [
    'disable-dev-shm-usage',
    'disable-gpu',
    'hide-scrollbars',
    'mute-audio',
    'disable-background-networking',
    'disable-component-update',
    'disable-sync',
    'no-first-run',
    'disable-extensions',
    'force-color-profile=srgb',
    'font-render-hinting=none',
  ];
  // Chromium refuses to start as root with its own sandbox on
  if (process.getuid?.() === 0) flags.push('no-sandbox');
  return flags.map((flag) => `--${flag}`);
}
