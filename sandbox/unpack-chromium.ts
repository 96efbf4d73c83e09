import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FoundBrowser } from './find-browser.ts';

const unpack = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";

/**
 * The Chromium inside `@sparticuz/chromium`, unpacked once for each version into
 * `node_modules/.cache/irene-chromium-VERSION` (about 200 MB, 2 s). Several processes may ask at the same time.
 */
export async function unpackChromium(): Promise<FoundBrowser> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const cache = join(dirname(dirname(packageFolder)), '.cache');
  const home = join(cache, `irene-chromium-${version}`);
  if (!existsSync(home)) await unpackInto(home, cache);
  return {
    path: join(home, 'chromium'),
    env: { FONTCONFIG_PATH: join(home, 'fonts'), LD_LIBRARY_PATH: join(home, 'al2023', 'lib') },
  };
}

/** Unpacks beside `home` and renames: a home that exists is whole, and nobody starts a program that is still written. */
async function unpackInto(home: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(`${home}.unpacking-`);
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      // a child of its own, for the package reads both when it is loaded: where to unpack, and that its libraries are wanted
      env: { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    });
    await writeFile(join(staging, 'fonts', 'fonts.conf'), fontsConf(home));
    await rename(staging, home).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(home)) throw error; // else another process was first
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The package's own file looks for its font in `/tmp` only. What the machine has is added, for scripts that Open Sans lacks. */
function fontsConf(home: string): string {
  const prefer = (family: string, ...known: string[]) =>
    `<alias><family>${family}</family><prefer>${known.map((one) => `<family>${one}</family>`).join('')}</prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escapeXml(join(home, 'fonts'))}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${escapeXml(join(home, 'fonts-cache'))}</cachedir>
  ${prefer('system-ui', 'Open Sans')}${prefer('sans-serif', 'Open Sans')}${prefer('monospace', 'DejaVu Sans Mono', 'Liberation Mono')}
</fontconfig>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
