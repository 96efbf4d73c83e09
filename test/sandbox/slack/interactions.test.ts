import type { BlockAction, BlockButtonAction, SlashCommand } from '@slack/bolt';
import { expect, test } from 'vitest';
import { buttons, eventually, section, withApp, withSlack } from './slack-fixture.ts';

test('a slash command is answered to the person alone', () =>
  withSlack({}, async (slack) => {
    const commands: SlashCommand[] = [];
    await withApp(
      slack,
      (app) =>
        app.command('/irene', async ({ ack, command }) => {
          commands.push(command);
          await ack(`you asked for ${command.text}`);
        }),
      async () => {
        const answer = await slack.person('UAKI').command('C0SECURITY', '/irene search  ssh');
        expect(answer).toEqual({ ok: true, payload: { text: 'you asked for search  ssh' } });
      },
    );
    expect(commands[0]).toMatchObject({ user_id: 'UAKI', channel_id: 'C0SECURITY', channel_name: 'security' });
    expect(slack.workspace.ephemerals).toMatchObject([
      { user: 'UAKI', channel: 'C0SECURITY', text: 'you asked for search  ssh' },
    ]);
    expect(slack.workspace.messages('C0SECURITY')).toEqual([]);
  }));

test('a command’s answer can be for the whole channel, and later ones come over the response URL, five at most', () =>
  withSlack({}, async (slack) => {
    const statuses: number[] = [];
    await withApp(
      slack,
      (app) =>
        app.command('/irene', async ({ ack, command }) => {
          await ack({ response_type: 'in_channel', text: 'for all' });
          for (let use = 1; use <= 6; use += 1) {
            const body = JSON.stringify({ text: `answer ${use}` });
            const headers = { 'content-type': 'application/json' };
            statuses.push((await fetch(command.response_url, { method: 'POST', headers, body })).status);
          }
        }),
      async () => {
        await slack.person('UAKI').command('C0WEB', '/irene help');
        await eventually(() => statuses).toEqual([200, 200, 200, 200, 200, 404]);
      },
    );
    expect(slack.workspace.messages('C0WEB')).toMatchObject([{ text: 'for all', user: 'UIRENE' }]);
    expect(slack.workspace.ephemerals.map((one) => one.text)).toEqual([1, 2, 3, 4, 5].map((use) => `answer ${use}`));
  }));

test('a click on a card’s attachment reaches the app, which changes the card', () =>
  withSlack({}, async (slack, bot) => {
    const attachments = [{ color: '#ff0000', blocks: [section('open'), buttons('a-1', 'b-1')] }];
    const ts = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'card', attachments })).ts ?? '';
    const clicks: BlockButtonAction[] = [];
    await withApp(
      slack,
      (app) =>
        app.action<BlockButtonAction>('press-1', async ({ ack, body, client }) => {
          await ack();
          clicks.push(body);
          await client.chat.update({ channel: 'C0WEB', ts, attachments: [{ blocks: [section('done')] }] });
        }),
      async () => {
        const answer = await slack.person('UBEN').act({ channel: 'C0WEB', ts, actionId: 'press-1', value: 'b-1' });
        expect(answer).toEqual({ ok: true, payload: {} });
        await eventually(() => slack.workspace.messages('C0WEB')[0]?.attachments?.[0]?.blocks?.length).toBe(1);
      },
    );
    expect(clicks[0]).toMatchObject({
      user: { id: 'UBEN' },
      container: { type: 'message_attachment', attachment_id: 1, message_ts: ts },
      message: { ts, text: 'card' },
      actions: [{ type: 'button', action_id: 'press-1', block_id: 'buttons', value: 'b-1' }],
    });
  }));

test('menus send the option that was picked', () =>
  withSlack({}, async (slack, bot) => {
    const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });
    const options = [option('close'), option('assign')];
    const blocks = [
      {
        type: 'section' as const,
        text: { type: 'mrkdwn' as const, text: 'x' },
        accessory: { type: 'overflow' as const, action_id: 'more', options },
      },
      {
        type: 'actions' as const,
        block_id: 'pick',
        elements: [
          { type: 'static_select' as const, action_id: 'one', options },
          { type: 'datepicker' as const, action_id: 'day' },
        ],
      },
    ];
    const ts = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'card', blocks })).ts ?? '';
    const bodies: BlockAction[] = [];
    await withApp(
      slack,
      (app) =>
        app.action(/.*/, async ({ ack, body }) => {
          bodies.push(body as BlockAction);
          await ack();
        }),
      async () => {
        const aki = slack.person('UAKI');
        await aki.act({ channel: 'C0WEB', ts, actionId: 'more', option: 'assign' });
        await aki.act({ channel: 'C0WEB', ts, actionId: 'one', option: 'close' });
        await aki.act({ channel: 'C0WEB', ts, actionId: 'day', option: '2026-11-30' });
        await expect(aki.act({ channel: 'C0WEB', ts, actionId: 'one', option: 'fly' })).rejects.toThrow(
          'close, assign',
        );
        await expect(aki.act({ channel: 'C0WEB', ts, actionId: 'nothing' })).rejects.toThrow('no element nothing');
      },
    );
    expect(bodies.map((body) => body.actions[0])).toMatchObject([
      { type: 'overflow', selected_option: { value: 'assign' } },
      { type: 'static_select', selected_option: { value: 'close' } },
      { type: 'datepicker', selected_date: '2026-11-30' },
    ]);
    expect(bodies[1]?.state?.values).toMatchObject({
      pick: { one: { selected_option: { value: 'close' } }, day: { selected_date: null } },
    });
  }));

test('an ephemeral is seen by one person, carries no message, and goes when the app deletes it', () =>
  withSlack({}, async (slack, bot) => {
    const post = { channel: 'C0WEB', user: 'UAKI', text: 'Undo?', blocks: [buttons('undo')] };
    const ts = (await bot.chat.postEphemeral(post)).message_ts ?? '';
    const bodies: BlockAction[] = [];
    await withApp(
      slack,
      (app) =>
        app.action('press-0', async ({ ack, body, respond }) => {
          bodies.push(body as BlockAction);
          await ack();
          await respond({ delete_original: true });
        }),
      async () => {
        const on = { channel: 'C0WEB', ts, actionId: 'press-0' };
        await expect(slack.person('UBEN').act(on)).rejects.toThrow('ben sees no message');
        expect(slack.workspace.ephemerals).toHaveLength(1);
        await slack.person('UAKI').act(on);
        await eventually(() => slack.workspace.ephemerals).toEqual([]);
      },
    );
    expect(bodies[0]).toMatchObject({ container: { is_ephemeral: true, message_ts: ts }, channel: { id: 'C0WEB' } });
    expect(bodies[0]).not.toHaveProperty('message');
  }));

test('the answer to a click replaces the message when it says so, else it is a new ephemeral', () =>
  withSlack({}, async (slack, bot) => {
    const ts = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'card', blocks: [buttons('a')] })).ts ?? '';
    await withApp(
      slack,
      (app) =>
        app.action('press-0', async ({ ack, respond }) => {
          await ack();
          await respond({ text: 'only you' });
          await respond({ text: 'replaced', replace_original: true });
        }),
      async () => {
        await slack.person('UAKI').act({ channel: 'C0WEB', ts, actionId: 'press-0' });
        await eventually(() => slack.workspace.messages('C0WEB')[0]?.text).toBe('replaced');
      },
    );
    expect(slack.workspace.messages('C0WEB')[0]).not.toHaveProperty('blocks');
    expect(slack.workspace.ephemerals).toMatchObject([{ text: 'only you', user: 'UAKI' }]);
  }));

test('what a person says with the bot’s name in it reaches the app', () =>
  withSlack({}, async (slack) => {
    const texts: string[] = [];
    await withApp(
      slack,
      (app) =>
        app.event('app_mention', async ({ event }) => {
          texts.push(event.text);
        }),
      async () => {
        await slack.person('UAKI').say('C0RANDOM', '<@UIRENE> not there');
        await slack.person('UAKI').say('C0WEB', 'nobody in particular');
        await slack.person('UAKI').say('C0WEB', '<@UIRENE> irn-1');
        await eventually(() => texts).toEqual(['<@UIRENE> irn-1']);
      },
    );
  }));

test('a command that the manifest does not have cannot be typed', () => {
  const manifest = {
    features: { slash_commands: [{ command: '/irene' }] },
    oauth_config: { scopes: { bot: ['commands'] } },
  };
  return withSlack({ manifest }, async (slack) => {
    await expect(slack.person('UAKI').command('C0WEB', '/other')).rejects.toThrow('/other is not a valid command');
    expect(await slack.person('UAKI').command('C0WEB', '/irene')).toEqual({ ok: false, error: 'dispatch_failed' });
  });
});

test('an answer to a command that Slack cannot show is told to the person as a failure', () =>
  withSlack({}, async (slack) => {
    await withApp(
      slack,
      (app) => app.command('/irene', ({ ack }) => ack({ text: 'x', blocks: [section('x'.repeat(3001))] })),
      async () => {
        const answer = await slack.person('UAKI').command('C0WEB', '/irene');
        expect(answer).toEqual({ ok: false, error: 'dispatch_failed' });
      },
    );
    expect(slack.workspace.ephemerals).toEqual([]);
  }));
