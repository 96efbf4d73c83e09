import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPage } from '#sandbox/page/start-page.ts';
import { startTown, type Town } from '#sandbox/start-town.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { closeBrowser, withPage } from '#test/browser.ts';
import { gone, open, seen } from '#test/sandbox/page/reader.ts';
import { until } from '#test/until.ts';
import { dropFinding, findings } from './slack-page/findings.ts';
import { chooseInMenu, pick, write } from './slack-page/press.ts';
import { takePicture } from './slack-page/take-picture.ts';

const channel = 'C0WEB';
const modal = '[data-view]';

afterAll(closeBrowser);

/** The words of both are compared elsewhere; a second town is only worth its time for the pictures. */
const languages = process.env['PICTURES'] === undefined ? (['en'] as const) : (['en', 'ja'] as const);

// The tests of one language share a town, and each goes on where the one before it stopped.
describe.each(languages)('a person in a town that speaks %s', { timeout: 120_000 }, (locale) => {
  const words = slackWordsOf(locale);
  const told = findings[locale];
  let town: Town;
  let url = '';
  let close = async (): Promise<void> => undefined;

  beforeAll(async () => {
    town = await startTown({ settings: { IRENE_LOCALE: locale }, webUrl: () => url });
    town.slack.strictness.triggerExpiryMs = 30_000;
    town.slack.strictness.acknowledgeWithinMs = 30_000;
    ({ url, close } = await startPage({ ...town, port: 0, inbox: join(town.home, 'data', 'inbox') }));
    for (const kind of ['leak', 'bucket', 'port', 'probe'] as const) await dropFinding(town, locale, kind);
    await until('the cards', () => town.cards(channel).length === 4);
    await until('the links on the cards', () => cardsWith('GitHub #').length === 3, 90_000);
  }, 120_000);
  afterAll(async () => {
    await close();
    await town.close();
  });

  const cardsWith = (part: string) => town.cards(channel).filter((card) => JSON.stringify(card).includes(part));
  const cardOf = (kind: keyof typeof told) => `#messages [data-ts="${cardsWith(told[kind].title)[0]?.ts}"]`;
  const inPage = (place: string, use: (page: Page) => Promise<void>) =>
    withPage(
      async (page) => {
        await open(page, `${url}${place}`);
        await use(page);
      },
      { width: 1240, height: 1500, locale },
    );
  const inChannel = (use: (page: Page) => Promise<void>) => inPage(`/slack/${channel}`, use);
  const picture = (page: Page, selector: string, name: string) => takePicture(page, selector, `${name}-${locale}`);

  it('acknowledges a case, and its story stands in the thread', () =>
    inChannel(async (page) => {
      const card = cardOf('leak');
      await seen(page, card, told.leak.title);
      await picture(page, card, 'card-open');
      await page.click(`${card} [data-action-id=acknowledge]`);
      await page.waitForSelector(`${card} [data-action-id=unacknowledge]`);
      await seen(page, card, words.shared.status.acknowledged);
      await picture(page, card, 'card-acknowledged');
      await Promise.all([page.waitForNavigation(), page.click(`${card} .thread-door`)]);
      await seen(page, '#thread', words.evidence.heading);
      await seen(page, '#thread', 'Aki Tanaka');
      await picture(page, '#thread', 'thread');
    }));

  it('snoozes a case until the moment that was picked', () =>
    inChannel(async (page) => {
      const card = cardOf('bucket');
      await page.click(`${card} [data-action-id=snooze]`);
      await page.waitForSelector(`${modal} [name=until]`);
      await pick(page, `${modal} [name=until]`, '2030-05-14T09:30');
      await page.type(`${modal} [name=why]`, told.bucket.why);
      await picture(page, modal, 'snooze');
      await page.click(`${modal} [type=submit]`);
      await gone(page, modal);
      await page.waitForSelector(`${card} [data-action-id=wake]`);
      await seen(page, card, told.bucket.why);
      expect(cardsWith(`<!date^${Date.parse('2030-05-14T09:30:00+09:00') / 1000}^`)).toHaveLength(1);
    }));

  it('is asked for an end date when a risk is accepted, and closes with it', () =>
    inChannel(async (page) => {
      const card = cardOf('port');
      await chooseInMenu(page, card, 'more', words.buttons.close);
      await page.waitForSelector(`${modal} [value=accepted_risk]`);
      await page.click(`${modal} [value=accepted_risk]`);
      await page.type(`${modal} [name=why]`, told.port.why);
      await page.click(`${modal} [type=submit]`);
      await seen(page, `${modal} [data-error=until]`, words.problems.needsEnd);
      await pick(page, `${modal} [name=until]`, '2030-12-31');
      await picture(page, modal, 'close');
      await page.click(`${modal} [type=submit]`);
      await gone(page, modal);
      await page.waitForSelector(`${card} [data-action-id=reopen]`);
      await seen(page, card, words.shared.reason.accepted_risk);
      await picture(page, card, 'card-closed');
    }));

  it('silences alerts like one, after a look at what that would have hidden', () =>
    inChannel(async (page) => {
      const card = cardOf('probe');
      await chooseInMenu(page, card, 'more', words.work.menu.silence);
      await page.waitForSelector(`${modal} [name=query]`);
      await page.type(`${modal} [name=reason]`, told.probe.why);
      await picture(page, modal, 'silence');
      await page.click(`${modal} [type=submit]`);
      await seen(page, modal, words.orders.silence.openOnes);
      await seen(page, modal, told.probe.title);
      await picture(page, modal, 'silence-preview');
      await page.click(`${modal} [type=submit]`);
      await gone(page, modal);
      await page.waitForSelector(`${card} [data-action-id=wake]`);
      await page.waitForSelector('#messages [data-action-id=end_silence]');
    }));

  it('finds cases by a query, and sees one of them with its buttons', () =>
    inChannel(async (page) => {
      await write(page, '/irene search severity>=low project:web');
      await page.waitForSelector('[data-ephemeral] [data-action-id=show_case]');
      await picture(page, '[data-ephemeral]:has([data-action-id=show_case])', 'search');
      const rows = await page.$$('[data-ephemeral] .block-section');
      const texts = await Promise.all(rows.map((row) => row.evaluate((one) => String(one.textContent))));
      await (
        await rows[texts.findIndex((text: string) => text.includes(told.leak.title))]?.$('[data-action-id=show_case]')
      )?.click();
      await page.waitForSelector('[data-ephemeral] [data-action-id=unacknowledge]');
    }));

  it('subscribes a channel, which then gets the next case that fits', () =>
    inPage('/slack/C0DATA', async (page) => {
      await write(page, '/irene subscribe severity>=high');
      await seen(page, '[data-ephemeral]', told.leak.title);
      await picture(page, '[data-ephemeral]', 'subscribe');
      await page.click('[data-ephemeral] [data-action-id=subscribe]');
      await seen(page, '#messages', '📌');
      await dropFinding(town, locale, 'root');
      await seen(page, '#messages [data-ts]', told.root.title);
    }));

  it('acknowledges all waiting cases in the App Home, once that is confirmed', async () => {
    await dropFinding(town, locale, 'trail');
    await until('its card', () => cardsWith(told.trail.title)[0]);
    await inChannel(async (page) => {
      await Promise.all([page.waitForNavigation(), page.click('a[href="/home/open"]')]);
      await page.waitForSelector('[data-home] [data-action-id=ack_all]');
      await seen(page, '[data-home]', told.trail.title);
      await picture(page, '[data-home]', 'home');
      await page.click('[data-action-id=ack_all]');
      await page.click('dialog[open] [data-confirm]');
      await seen(page, '[data-home]', words.home.acked(2, 2));
      await seen(page, '[data-home]', words.home.noneWaiting);
      expect(cardsWith('"acknowledge"')).toEqual([]);
    });
  });
});
