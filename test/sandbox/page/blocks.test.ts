import { afterAll, expect, test } from 'vitest';
import { closeBrowser, withPage } from '#test/browser.ts';
import { aPage } from './a-page.ts';
import { everyMessageBlock } from './every-block.ts';

afterAll(closeBrowser);

test('every block and element of a message is there to be read and used', async () => {
  const { url, bot } = await aPage();
  await bot.chat.postMessage({ channel: 'C0SECURITY', text: 'all', blocks: everyMessageBlock });
  await withPage(async (page) => {
    await page.goto(`${url}/slack/C0SECURITY`);
    const text = await page.$eval('[data-ts]', (message) => message.textContent);
    for (const part of [
      '🔴 A header',
      'field one',
      'field two',
      'a stranger’s picture',
      'context line',
      'Picture title',
      '@Ben Carter',
      '@here',
      'listed',
      'quoted',
      'preformatted',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('The sandbox');
    const actions = await page.$$eval('[data-act], [data-menu], [data-dispatch]', (all) =>
      all.map((one) => one.getAttribute('data-action-id')),
    );
    expect(new Set(actions)).toEqual(
      new Set([
        'beside',
        'go',
        'stop',
        'read',
        'pick',
        'more',
        'person',
        'place',
        'day',
        'time',
        'moment',
        'tick',
        'radio',
        'many',
      ]),
    );
    expect(await page.$eval('[data-action-id=go]', (button) => button.className)).toBe('button button-primary');
    expect(await page.$eval('[data-action-id=stop]', (button) => button.className)).toBe('button button-danger');
    expect(await page.$$eval('[data-ts] img', (pictures) => pictures.length)).toBe(0); // no stranger's picture is fetched
    expect(
      await page.$$eval('select[data-action-id=person] option', (all) => all.map((one) => one.textContent)),
    ).toContain('Ben Carter');
    // 1772323200 is midnight of 1 March 2026 in UTC; the reader sits in Tokyo
    expect(
      await page.$eval('[data-action-id=moment]', (picker) => (picker as unknown as { value: string }).value),
    ).toBe('2026-03-01T09:00');
  });
});

test('an attachment has its bar of colour, and a message without blocks shows its text', async () => {
  const { url, bot } = await aPage();
  await bot.chat.postMessage({ channel: 'C0SECURITY', text: 'plain *text*' });
  await bot.chat.postMessage({
    channel: 'C0SECURITY',
    text: '',
    attachments: [
      { color: '#d92d3a', fallback: 'f', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'inside' } }] },
    ],
  });
  await withPage(async (page) => {
    await page.goto(`${url}/slack/C0SECURITY`);
    expect(await page.$eval('[data-ts] .mrkdwn', (text) => text.innerHTML)).toBe('plain <strong>text</strong>');
    expect(await page.$eval('.bar rect', (bar) => bar.getAttribute('fill'))).toBe('#d92d3a');
    expect(await page.$eval('.bar', (bar) => bar.getBoundingClientRect().width)).toBe(4);
  });
});

test('a date is written in the zone of the browser', async () => {
  const { url, bot } = await aPage();
  await bot.chat.postMessage({ channel: 'C0SECURITY', text: '<!date^1772323200^{date_num} at {time}|fallback>' });
  const timeIn = (zone: string) =>
    withPage(
      async (page) => {
        await page.goto(`${url}/slack/C0SECURITY`);
        return page.$eval('.mrkdwn time', (time) => time.textContent.replaceAll('\u202F', ' '));
      },
      { zone },
    );
  expect(await timeIn('Asia/Tokyo')).toBe('2026-03-01 at 9:00 AM');
  expect(await timeIn('America/New_York')).toBe('2026-02-28 at 7:00 PM');
});
