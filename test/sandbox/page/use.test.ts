import type { App } from '@slack/bolt';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, withPage } from '#test/browser.ts';
import { aModal, buttons, withApp } from '#test/sandbox/slack/slack-fixture.ts';
import { until } from '#test/until.ts';
import { aPage } from './a-page.ts';
import { everyInput } from './every-block.ts';
import { filled, gone, open, seen, textOf } from './reader.ts';

afterAll(closeBrowser);

const channel = 'C0SECURITY';

test('a button acts as the person who is chosen, and the changed message appears by itself', async () => {
  const { slack, bot, url } = await aPage();
  await bot.chat.postMessage({ channel, text: 'card', blocks: [buttons('Ack')] });
  const listen = (app: App) =>
    app.action('press-0', async ({ ack, body, client }) => {
      await ack();
      const ts = 'message' in body ? (body.message?.ts ?? '') : '';
      await client.chat.update({ channel, ts, text: `acknowledged by <@${body.user.id}>`, blocks: [] });
    });
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await Promise.all([page.waitForNavigation(), page.select('#who', 'UBEN')]);
      await page.waitForSelector('body[data-connected=yes]');
      await page.click('[data-action-id=press-0]');
      await seen(page, '[data-ts]', 'acknowledged by @Ben Carter');
      expect(await page.$$('[data-action-id=press-0]')).toHaveLength(0);
    }),
  );
});

test('the App Home is a place of its own: opening it tells the app, and its buttons act', async () => {
  const { slack, bot, url } = await aPage();
  const listen = (app: App) => {
    app.event('app_home_opened', async ({ event }) => {
      await bot.views.publish({ user_id: event.user, view: { type: 'home', blocks: [buttons('Ack')] } });
    });
    app.action('press-0', async ({ ack, body }) => {
      await ack();
      const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'nothing to do' } }];
      await bot.views.publish({ user_id: body.user.id, view: { type: 'home', blocks } });
    });
  };
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await Promise.all([page.waitForNavigation(), page.click('a[href="/home/open"]')]);
      await page.waitForSelector('[data-home] [data-action-id=press-0]');
      await page.click('[data-home] [data-action-id=press-0]');
      await seen(page, '[data-home]', 'nothing to do');
    }),
  );
});

test('a question is asked first, and only a yes is sent', async () => {
  const { slack, bot, url } = await aPage();
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const confirm = {
    title: plain('Page somebody?'),
    text: plain('It is night.'),
    confirm: plain('Page'),
    deny: plain('No'),
  };
  const elements = [{ type: 'button' as const, action_id: 'page', text: plain('Escalate'), value: 'x', confirm }];
  await bot.chat.postMessage({ channel, text: 'card', blocks: [{ type: 'actions', elements }] });
  let clicks = 0;
  const listen = (app: App) =>
    app.action('page', async ({ ack }) => {
      clicks += 1;
      await ack();
    });
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await page.click('[data-action-id=page]');
      await page.click('dialog[open] [data-deny]');
      await gone(page, 'dialog[open]');
      await page.click('[data-action-id=page]');
      expect(await textOf(page, 'dialog[open] h3')).toBe('Page somebody?');
      await page.click('dialog[open] [data-confirm]');
      await until('the click arrived', () => clicks > 0);
      expect(clicks).toBe(1);
    }),
  );
});

test('an entry of the overflow menu and an option of a menu tell the app what was chosen', async () => {
  const { slack, bot, url } = await aPage();
  const options = ['close', 'assign'].map((value) => ({ text: { type: 'plain_text' as const, text: value }, value }));
  const elements = [
    { type: 'overflow' as const, action_id: 'more', options },
    { type: 'static_select' as const, action_id: 'pick', options },
    { type: 'checkboxes' as const, action_id: 'tick', options },
  ];
  await bot.chat.postMessage({ channel, text: 'card', blocks: [{ type: 'actions', elements }] });
  const chosen: unknown[] = [];
  const listen = (app: App) =>
    app.action(/more|pick|tick/, async ({ ack, action }) => {
      await ack();
      if ('selected_option' in action) chosen.push(action.selected_option?.value);
      if ('selected_options' in action) chosen.push(action.selected_options.map(({ value }) => value));
    });
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await page.click('[data-menu] > summary');
      await page.click('[data-option=assign]');
      await until('the menu was heard', () => chosen.length === 1);
      await page.select('select[data-action-id=pick]', 'close');
      await until('the select was heard', () => chosen.length === 2);
      await page.click('input[type=checkbox][value=close]');
      await until('the first box was heard', () => chosen.length === 3);
      await page.click('input[type=checkbox][value=assign]');
      await until('the second box was heard', () => chosen.length === 4);
      expect(chosen).toEqual(['assign', 'close', ['close'], ['close', 'assign']]);
    }),
  );
});

test('a modal is filled in and sent; a refused field says why and keeps what was typed', async () => {
  const { slack, bot, url } = await aPage();
  await bot.chat.postMessage({ channel, text: 'card', blocks: [buttons('Snooze')] });
  let values: Record<string, Record<string, Record<string, unknown>>> = {};
  const listen = (app: App) => {
    app.action('press-0', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: 'trigger_id' in body ? body.trigger_id : '',
        view: aModal({ blocks: everyInput }),
      });
    });
    app.view('ask', async ({ ack, view }) => {
      values = view.state.values as unknown as typeof values;
      if (values.line?.a?.value === 'no')
        await ack({ response_action: 'errors', errors: { line: 'Say more than no.' } });
      else await ack();
    });
  };
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await page.click('[data-action-id=press-0]');
      await page.waitForSelector('[data-view]');
      await page.type('[name=line]', 'no');
      await page.select('[name=one]', 'blue');
      await page.click('[name=several][value=oak]');
      await page.click('[name=several][value=elm]');
      await page.click('[name=radio][value=expected]');
      await page.click('[name=boxes][value=late]');
      await page.$eval('[name=day]', (field) => ((field as unknown as { value: string }).value = '2026-03-02'));
      await page.$eval('[name=clock]', (field) => ((field as unknown as { value: string }).value = '18:45'));
      await page.$eval(
        '[name=moment]',
        (field) => ((field as unknown as { value: string }).value = '2026-03-01T09:00'),
      );
      await page.select('[data-view] [name=who]', 'UBEN');
      await page.select('[name=where]', 'C0WEB');
      await page.click('[data-view] [type=submit]');
      await seen(page, '[data-error=line]', 'Say more than no.');
      await page.type('[name=line]', ', because it is planned');
      await page.click('[data-view] [type=submit]');
      await gone(page, '[data-view]');
    }),
  );
  expect(Object.fromEntries(Object.entries(values).map(([block, held]) => [block, valueOf(held.a ?? {})]))).toEqual({
    line: 'no, because it is planned',
    lines: 'first\nsecond',
    one: 'blue',
    several: ['oak', 'elm'],
    radio: 'expected',
    boxes: ['early', 'late'],
    day: '2026-03-02',
    clock: '18:45',
    moment: 1_772_323_200,
    who: 'UBEN',
    where: 'C0WEB',
  });
});

function valueOf(held: Record<string, unknown>): unknown {
  const [, value] = Object.entries(held).find(([key]) => key !== 'type') ?? [];
  const bare = (one: unknown) => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one);
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  return Array.isArray(value) ? value.map((one) => bare(one)) : bare(value);
}

test('Escape closes a modal, and the page behind it is out of reach while it is open', async () => {
  const { slack, bot, url } = await aPage();
  await bot.chat.postMessage({ channel, text: 'card', blocks: [buttons('Snooze')] });
  const listen = (app: App) =>
    app.action('press-0', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: 'trigger_id' in body ? body.trigger_id : '', view: aModal() });
    });
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await page.click('[data-action-id=press-0]');
      await page.waitForSelector('[data-view]');
      await page.waitForSelector('.frame[inert]');
      await page.keyboard.press('Escape');
      await gone(page, '[data-view], [inert]');
      expect(slack.workspace.views('UAKI')).toEqual([]);
    }),
  );
});

test('a slash command is answered to the person alone, who can put the answer away', async () => {
  const { slack, url } = await aPage();
  const listen = (app: App) => app.command('/irene', async ({ ack, command }) => ack(`you said ${command.text}`));
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await page.type('[name=text]', '/irene search ssh');
      await page.keyboard.press('Enter');
      await seen(page, '[data-ephemeral]', 'you said search ssh');
      expect(await textOf(page, '[data-ephemeral]')).toContain('Only visible to you');
      await page.click('[data-ephemeral] .link');
      await gone(page, '[data-ephemeral]');
    }),
  );
});

test('a command that nobody answers in time says so, and its text comes back', async () => {
  const { slack, url } = await aPage({}, { strictness: { acknowledgeWithinMs: 100 } });
  const never = Promise.withResolvers<void>();
  const listen = (app: App) => app.command('/irene', () => never.promise);
  await withApp(slack, listen, () =>
    withPage(async (page) => {
      await open(page, url);
      await page.type('[name=text]', '/irene help');
      await page.keyboard.press('Enter');
      await seen(page, '.notice', 'did not respond in time (operation_timeout)');
      // the text comes back once the page has caught up, a moment after the notice
      await filled(page, 'textarea[name=text]', '/irene help');
      never.resolve();
    }),
  );
});
