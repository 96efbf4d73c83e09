import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startPage } from '#sandbox/page/start-page.ts';
import type { Town } from '#sandbox/start-town.ts';
import { closeBrowser, withPage } from '#test/browser.ts';
import { open, seen, textOf } from '#test/sandbox/page/reader.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTown } from './a-town.ts';

afterAll(closeBrowser);

async function aTownWithPage(): Promise<{ town: Town; url: string }> {
  let webUrl = '';
  const town = await aTown({}, () => webUrl);
  const page = await startPage({ ...town, port: 0, inbox: join(town.home, 'data', 'inbox') });
  webUrl = page.url;
  onTestFinished(page.close);
  return { town, url: page.url };
}

const sample = (name: string): Promise<string> => readFile(join('sandbox', 'samples', name), 'utf8');

describe('a person at the demo page', { timeout: 180_000 }, () => {
  it('sees the card, presses Ack, and sees the card change and the label of the issue follow', async () => {
    const { town, url } = await aTownWithPage();
    await withPage(async (page) => {
      await open(page, `${url}/slack/C0WEB`);
      await town.drop('leak.json', aFindingText());
      await seen(page, '[data-ts]', 'A deploy key leaked');
      await until('the issue', () => town.issues()[0]);
      await page.click('[data-action-id=acknowledge]');
      await seen(page, '[data-ts]', 'Acknowledged by Aki');
      await until('the button to change', async () => (await page.$('[data-action-id=unacknowledge]')) !== null);
      await open(page, `${url}/github/acme/security/issues/1`);
      await seen(page, '[data-label]', 'status:acknowledged');
    });
  });

  it('sees the whole story on one screen, which is the picture of the README', async () => {
    const { town, url } = await aTownWithPage();
    await withPage(
      async (page) => {
        await open(page, `${url}/slack/C0SECURITY`);
        for (const name of [
          'guardduty-port-probe-low.jsonl',
          'scc-open-firewall.json',
          'guardduty-crypto-mining.jsonl',
        ])
          await town.drop(name, await sample(name));
        await until('three cards', () => town.cards('C0SECURITY').length === 3);
        await until('the incidents', () => town.pagerduty.incidents.length === 2);
        await until(
          'the links on the cards',
          () => town.cards('C0SECURITY').filter((card) => JSON.stringify(card).includes('GitHub #')).length === 2,
          90_000,
        );
        await seen(page, '[data-issue]', '#2');
        expect(await textOf(page, 'body')).not.toContain('undefined');
        await takePicture(await page.screenshot());
      },
      { width: 1440, height: 900 },
    );
  });
});

/** As small WebP; `npm run picture` keeps it for the README. */
async function takePicture(png: Uint8Array): Promise<void> {
  const file = process.env['PICTURE'] ?? 'test-results/demo.webp';
  await mkdir(dirname(file), { recursive: true });
  await sharp(png).webp({ quality: 80 }).toFile(file);
}
