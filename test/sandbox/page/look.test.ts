import { afterAll, expect, test } from 'vitest';
import { closeBrowser, withPage } from '#test/browser.ts';
import { until } from '#test/until.ts';
import { aPage, openIssue, raise } from './a-page.ts';
import { open, seen, textOf } from './reader.ts';

afterAll(closeBrowser);

const channel = 'C0SECURITY';

test('half a typed message and the focus stay when something arrives', async () => {
  const { bot, url } = await aPage();
  await withPage(async (page) => {
    await open(page, url);
    expect(await textOf(page, '#messages')).toContain('No messages yet');
    await page.type('[name=text]', 'half a sen');
    await bot.chat.postMessage({ channel, text: 'news' });
    await seen(page, '#messages', 'news');
    await page.keyboard.type('tence');
    expect(await page.$eval('textarea[name=text]', (box) => (box as unknown as { value: string }).value)).toBe(
      'half a sentence',
    );
  });
});

test('a thread opens beside the channel, takes replies, and shows what was also sent to the channel', async () => {
  const { bot, url } = await aPage();
  const { ts = '' } = await bot.chat.postMessage({ channel, text: 'card' });
  await bot.chat.postMessage({ channel, thread_ts: ts, text: 'evidence' });
  await bot.chat.postMessage({ channel, thread_ts: ts, text: 'for all', reply_broadcast: true });
  await withPage(async (page) => {
    await open(page, url);
    expect(await textOf(page, '#messages')).not.toContain('evidence');
    expect(await textOf(page, '#messages')).toContain('for all');
    expect(await textOf(page, '.thread-door b')).toBe('2 replies');
    await Promise.all([page.waitForNavigation(), page.click('.thread-door')]);
    await page.waitForSelector('body[data-connected=yes]');
    await page.type('.thread [name=text]', 'thank you');
    await page.keyboard.press('Enter');
    await seen(page, '#thread', 'thank you');
    expect(await textOf(page, '#messages')).toContain('3 replies');
  });
});

test('a channel with news has a dot until it is read', async () => {
  const { bot, url } = await aPage();
  await withPage(async (page) => {
    await open(page, url);
    await bot.chat.postMessage({ channel: 'C0WEB', text: 'news' });
    await page.waitForSelector('[data-channel=C0WEB] .dot');
    await Promise.all([page.waitForNavigation(), page.click('a[data-channel=C0WEB]')]);
    await page.goto(`${url}/slack/${channel}`);
    expect(await page.$$('[data-channel=C0WEB] .dot')).toHaveLength(0);
  });
});

test('a person comments on an issue, closes and reopens it', async () => {
  const { github, url } = await aPage();
  await openIssue(github, { title: 'Bucket is public', body: '# Facts\n<!-- hidden -->\n- open', labels: ['irene'] });
  await withPage(async (page) => {
    await open(page, `${url}/github/acme/security/issues/1`);
    expect(await textOf(page, '#issue')).not.toContain('hidden');
    await page.type('[name=body]', 'I look');
    await page.click('.acts .button-primary');
    await seen(page, '[data-comment]', 'I look');
    const [, closeAsNotPlanned] = await page.$$('#issue-acts [data-post]');
    await closeAsNotPlanned?.click();
    await seen(page, '#issue', 'Closed as not planned');
    await page.click('#issue-acts [data-post]');
    await seen(page, '#issue', 'Open again');
    expect(github.repos[0]?.issues[0]?.comments.map(({ body }) => body)).toEqual(['I look']);
  });
});

test('a person acknowledges and resolves an incident, and the log names them', async () => {
  const { pagerduty, url } = await aPage();
  await raise(pagerduty, { summary: 'Bucket is public' });
  await withPage(async (page) => {
    await open(page, `${url}/pagerduty`);
    await page.click('[data-incident] .button-primary');
    await seen(page, '#incidents', 'acknowledged');
    await page.goto(`${url}/pagerduty/incidents/${pagerduty.incidents[0]?.id}`);
    await page.waitForSelector('body[data-connected=yes]');
    await page.click('#incident .acts-row .button');
    await seen(page, '#incident .status', 'resolved');
    expect(await textOf(page, '.log')).toContain('Acknowledged by Aki Tanaka');
    expect(pagerduty.incidents[0]?.status).toBe('resolved');
  });
});

test('a sample button sends its sample, and says why when it cannot', async () => {
  const sent: string[] = [];
  const samples = [
    { name: 'one', title: 'One', send: async () => void sent.push('one') },
    { name: 'broken', title: 'Broken', send: () => Promise.reject(new Error('the inbox is gone')) },
  ];
  const { url } = await aPage({ samples, inbox: '.irene/inbox' });
  await withPage(async (page) => {
    await open(page, url);
    expect(await textOf(page, '#messages')).toContain('Drop a file into .irene/inbox');
    await page.click('[data-sample=one]');
    await until('the sample was sent', () => sent.length === 1);
    await page.click('[data-sample=broken]');
    await seen(page, '#toast', 'the inbox is gone');
  });
});
