import type { Page } from 'puppeteer-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, withPage } from '#test/browser.ts';
import { botOf } from '#test/sandbox/slack/slack-fixture.ts';
import { aPage, openIssue, raise } from './a-page.ts';

afterAll(closeBrowser);

const attack = `"'><img src=x onerror="window.owned=1"><script>window.owned=1</script>`;
const plain = { type: 'plain_text' as const, text: attack.slice(0, 74) };
const mrkdwn = {
  type: 'mrkdwn' as const,
  text: `${attack} <javascript:window.owned=1|x> <https://a.example/"onmouseover="window.owned=1|${attack.replaceAll(/[<>]/g, '')}>`,
};
const option = { text: plain, value: attack, description: plain };

const blocks = [
  { type: 'header', block_id: attack, text: plain },
  {
    type: 'section',
    text: mrkdwn,
    fields: [mrkdwn, plain],
    accessory: { type: 'image', image_url: `https://a.example/${attack}`, alt_text: attack },
  },
  {
    type: 'context',
    elements: [mrkdwn, plain, { type: 'image', image_url: 'javascript:window.owned=1', alt_text: attack }],
  },
  { type: 'image', image_url: `https://a.example/x.png?${attack}`, alt_text: attack, title: plain },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: attack,
        value: attack,
        text: plain,
        confirm: { title: plain, text: mrkdwn, confirm: plain, deny: plain },
      },
      { type: 'button', action_id: 'b', url: 'javascript:window.owned=1', text: plain },
      { type: 'static_select', action_id: 'c', placeholder: plain, options: [option] },
      { type: 'overflow', action_id: 'd', options: [option] },
      { type: 'checkboxes', action_id: 'e', options: [option] },
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: attack },
          { type: 'link', url: 'javascript:window.owned=1', text: attack },
          { type: 'emoji', name: attack },
        ],
      },
    ],
  },
  { type: 'markdown', text: attack },
  { type: attack, text: plain },
];
const inputs = [
  {
    type: 'input',
    block_id: attack,
    label: plain,
    hint: plain,
    element: { type: 'plain_text_input', action_id: attack, initial_value: attack, placeholder: plain },
  },
  {
    type: 'input',
    block_id: 'm',
    label: plain,
    element: { type: 'plain_text_input', action_id: 'a', multiline: true, initial_value: `</textarea>${attack}` },
  },
];

/** What a page must not have: script that ran, tags and handlers out of the attack, links that run script. */
async function expectUnharmed(page: Page): Promise<void> {
  await page.waitForSelector('body[data-connected=yes]');
  expect(await page.evaluate(() => 'owned' in globalThis)).toBe(false);
  expect(
    await page.$$(
      'script:not([src="/page.client.js"]), img:not([src^="/"]), [onerror], [onmouseover], a[href^="javascript:" i]',
    ),
  ).toHaveLength(0);
}

test('markup in every field of a message stays text', async () => {
  const { slack, url } = await aPage({}, { strictness: { blockKit: false } });
  const { ts = '' } = await botOf(slack).chat.postMessage({
    channel: 'C0SECURITY',
    text: attack,
    blocks,
    attachments: [
      { color: attack, blocks, pretext: attack },
      {
        color: '#123456',
        title: attack,
        title_link: 'javascript:window.owned=1',
        text: attack,
        footer: attack,
        fields: [{ title: attack, value: attack }],
      },
    ],
  });
  await slack.person('UBEN').say('C0SECURITY', attack);
  await slack.person('UBEN').say('C0SECURITY', attack, ts);
  await withPage(async (page) => {
    await page.goto(`${url}/slack/C0SECURITY?thread=${encodeURIComponent(ts)}`);
    await expectUnharmed(page);
    expect(await page.$eval('#messages', (all) => all.textContent)).toContain(attack);
    expect(await page.$eval('.block-header', (block) => block.getAttribute('data-block-id'))).toBe(attack);
  });
});

test('markup in every field of a modal and in the errors stays text', async () => {
  const { slack, url } = await aPage({}, { strictness: { blockKit: false } });
  const view = {
    type: 'modal' as const,
    title: plain,
    submit: plain,
    close: plain,
    blocks: [...inputs, ...blocks] as never,
  };
  const opened = { id: attack, hash: 'h', user: 'UAKI', view, errors: { [attack]: attack, m: attack } };
  slack.workspace.views = () => [opened];
  await withPage(async (page) => {
    await page.goto(`${url}/slack/C0SECURITY`);
    await expectUnharmed(page);
    expect(await page.$eval('[data-view]', (modal) => modal.getAttribute('data-view'))).toBe(attack);
    expect(await page.$eval('[name=m]', (box) => (box as unknown as { value: string }).value)).toBe(
      `</textarea>${attack}`,
    );
    expect(await page.$eval('[data-error=m]', (error) => error.textContent)).toBe(attack);
  });
});

test('markup in every field of an issue and an incident stays text', async () => {
  const { github, pagerduty, url } = await aPage({
    inbox: attack,
    samples: [{ name: attack, title: attack, send: async () => {} }],
  });
  await openIssue(github, {
    title: attack,
    body: `${attack}\n\n| ${attack} |\n|---|\n| x |\n\n# ${attack}\n- ${attack}\n\n[a](javascript:window.owned=1)`,
    labels: [attack.slice(0, 40)],
  });
  github.person.comment('acme/security', 1, attack);
  await raise(
    pagerduty,
    { summary: attack, source: attack, custom_details: { [attack]: attack } },
    { links: [{ href: 'https://a.example/', text: attack }] },
  );
  pagerduty.incidents[0]?.links.push({ href: 'javascript:window.owned=1', text: attack });
  const id = pagerduty.incidents[0]?.id ?? '';
  pagerduty.person.note(id, attack, attack);
  await withPage(async (page) => {
    for (const path of [
      '/github/acme/security/issues/1',
      '/github/acme/security',
      '/pagerduty',
      `/pagerduty/incidents/${id}`,
      '/slack/C0DATA',
      `/${encodeURIComponent(attack)}`,
      `/slack/${encodeURIComponent(attack)}`,
    ]) {
      await page.goto(url + path);
      await expectUnharmed(page);
    }
    await page.goto(`${url}/github/acme/security/issues/1`);
    expect(await page.$eval('.issue-title', (title) => title.textContent)).toBe(attack);
  });
});
