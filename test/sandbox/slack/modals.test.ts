import type { App } from '@slack/bolt';
import type { ModalView, View } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { aModal, botOf, errorOf, eventually, failureOf, section, withApp, withSlack } from './slack-fixture.ts';

/** The command `/ask` opens the view. */
function opens(app: App, view: ModalView): void {
  app.command('/ask', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view });
  });
}

async function withOpenModal(
  view: ModalView,
  listen: (app: App) => void,
  use: (slack: SlackSandbox) => Promise<void>,
): Promise<void> {
  await withSlack({}, async (slack) => {
    const register = (app: App) => {
      opens(app, view);
      listen(app);
    };
    await withApp(slack, register, async () => {
      await slack.person('UAKI').command('C0WEB', '/ask');
      await eventually(() => slack.workspace.views('UAKI').length).toBe(1);
      await use(slack);
    });
  });
}

/** A trigger of a person, as the app gets it with a command. */
async function aTrigger(slack: SlackSandbox): Promise<string> {
  let trigger = '';
  const take = (app: App) =>
    app.command('/ask', async ({ ack, command }) => {
      trigger = command.trigger_id;
      await ack();
    });
  await withApp(slack, take, async () => {
    await slack.person('UAKI').command('C0WEB', '/ask');
  });
  return trigger;
}

test('a modal shows the app’s errors, then closes when they are gone', () => {
  const values: unknown[] = [];
  const listen = (app: App) =>
    app.view('ask', async ({ ack, view }) => {
      values.push(view.state.values);
      const text = view.state.values.why?.text?.value ?? '';
      await (text === 'no' ? ack({ response_action: 'errors', errors: { why: 'too short' } }) : ack());
    });
  return withOpenModal(aModal({ private_metadata: 'irn-1' }), listen, async (slack) => {
    await slack.person('UAKI').submit({ why: 'no' });
    expect(slack.workspace.views('UAKI')[0]?.errors).toEqual({ why: 'too short' });
    expect(await slack.person('UAKI').submit({ why: 'maintenance' })).toEqual({ ok: true, payload: {} });
    expect(slack.workspace.views('UAKI')).toEqual([]);
    expect(values[1]).toEqual({ why: { text: { type: 'plain_text_input', value: 'maintenance' } } });
  });
});

test('a required input is not sent while it is empty', () => {
  let submissions = 0;
  const listen = (app: App) =>
    app.view('ask', async ({ ack }) => {
      submissions += 1;
      await ack();
    });
  return withOpenModal(aModal(), listen, async (slack) => {
    expect(await slack.person('UAKI').submit({})).toEqual({ ok: false, error: 'invalid_input' });
    expect(slack.workspace.views('UAKI')[0]?.errors).toEqual({ why: 'Please complete this required field.' });
    expect(submissions).toBe(0);
    await expect(slack.person('UAKI').submit({ other: 'x' })).rejects.toThrow('no input in the block other');
  });
});

test('every kind of input arrives as Slack sends it', () => {
  const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });
  const options = [option('a'), option('b')];
  const input = (block_id: string, element: object) => ({
    type: 'input',
    block_id,
    optional: true,
    label: { type: 'plain_text', text: block_id },
    element: { action_id: 'it', ...element },
  });
  const blocks = [
    input('length', { type: 'static_select', options, initial_option: option('a') }),
    input('early', { type: 'checkboxes', options, initial_options: [option('b')] }),
    input('tags', { type: 'multi_static_select', options }),
    input('day', { type: 'datepicker' }),
    input('until', { type: 'datetimepicker' }),
    input('who', { type: 'users_select' }),
    input('reason', { type: 'radio_buttons', options }),
  ] as unknown as ModalView['blocks'];
  let values: unknown;
  const listen = (app: App) =>
    app.view('ask', async ({ ack, view }) => {
      values = view.state.values;
      await ack();
    });
  return withOpenModal(aModal({ blocks }), listen, async (slack) => {
    const filled = { tags: ['a', 'b'], day: '2026-12-01', until: 1_800_000_000, who: 'UBEN' };
    await slack.person('UAKI').submit(filled);
    expect(values).toMatchObject({
      length: { it: { type: 'static_select', selected_option: { value: 'a' } } },
      early: { it: { selected_options: [{ value: 'b' }] } },
      tags: { it: { selected_options: [{ value: 'a' }, { value: 'b' }] } },
      day: { it: { selected_date: '2026-12-01' } },
      until: { it: { selected_date_time: 1_800_000_000 } },
      who: { it: { selected_user: 'UBEN' } },
      reason: { it: { selected_option: null } },
    });
  });
});

test('an answer updates, pushes or clears what is open', () => {
  const answers = [
    { response_action: 'update' as const, view: aModal({ title: { type: 'plain_text', text: 'Sure?' } }) },
    { response_action: 'push' as const, view: aModal({ title: { type: 'plain_text', text: 'Really?' } }) },
    { response_action: 'clear' as const },
  ];
  const listen = (app: App) =>
    app.view('ask', async ({ ack }) => {
      const answer = answers.shift();
      await (answer === undefined ? ack() : ack(answer));
    });
  return withOpenModal(aModal(), listen, async (slack) => {
    const titles = () => slack.workspace.views('UAKI').map((open) => open.view.title.text);
    const { id, hash } = slack.workspace.views('UAKI')[0] ?? {};
    await slack.person('UAKI').submit({ why: '1' });
    expect(titles()).toEqual(['Sure?']);
    expect(slack.workspace.views('UAKI')[0]?.id).toBe(id);
    expect(slack.workspace.views('UAKI')[0]?.hash).not.toBe(hash);
    await slack.person('UAKI').submit({ why: '2' });
    expect(titles()).toEqual(['Sure?', 'Really?']);
    await slack.person('UAKI').submit({ why: '3' });
    expect(titles()).toEqual([]);
  });
});

test('an answer that Slack cannot use leaves the modal open and tells the person', () => {
  const listen = (app: App) =>
    app.view('ask', ({ ack }) => ack({ response_action: 'errors', errors: { elsewhere: 'no such input' } }));
  return withOpenModal(aModal(), listen, async (slack) => {
    expect(await slack.person('UAKI').submit({ why: 'x' })).toEqual({ ok: false, error: 'dispatch_failed' });
    expect(slack.workspace.views('UAKI')).toHaveLength(1);
  });
});

test('an element in a modal acts at once, and what was picked is still there at the end', () => {
  const options = ['1 h', '1 d'].map((value) => ({ text: { type: 'plain_text' as const, text: value }, value }));
  const blocks: ModalView['blocks'] = [
    { type: 'actions', block_id: 'length', elements: [{ type: 'static_select', action_id: 'pick', options }] },
    ...aModal().blocks,
  ];
  const seen: unknown[] = [];
  const listen = (app: App) => {
    app.action('pick', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions' || body.view === undefined) return;
      seen.push(body.actions[0]);
      await client.views.update({
        view_id: body.view.id,
        hash: body.view.hash,
        view: aModal({ blocks: [...blocks, section('until tomorrow')] }),
      });
    });
    app.view('ask', async ({ ack, view }) => {
      seen.push(view.state.values.length?.pick?.selected_option?.value);
      await ack();
    });
  };
  return withOpenModal(aModal({ blocks }), listen, async (slack) => {
    await slack.person('UAKI').actInView({ actionId: 'pick', option: '1 d' });
    await eventually(() => slack.workspace.views('UAKI')[0]?.view.blocks.length).toBe(3);
    await slack.person('UAKI').submit({ why: 'x' });
    expect(seen).toMatchObject([{ selected_option: { value: '1 d' } }, '1 d']);
  });
});

test('a closed modal is told of only when it asked for it', () => {
  let closed = 0;
  const listen = (app: App) =>
    app.view({ callback_id: 'ask', type: 'view_closed' }, async ({ ack }) => {
      closed += 1;
      await ack();
    });
  return withOpenModal(aModal({ notify_on_close: true }), listen, async (slack) => {
    await slack.person('UAKI').dismiss();
    expect(slack.workspace.views('UAKI')).toEqual([]);
    expect(closed).toBe(1);
    await expect(slack.person('UAKI').dismiss()).rejects.toThrow('no modal open');
  });
});

test('a trigger opens one view, once, within its time', () =>
  withSlack({ strictness: { triggerExpiryMs: 60_000 } }, async (slack, bot) => {
    const trigger_id = await aTrigger(slack);
    const wrong = aModal({ title: { type: 'plain_text', text: 'x'.repeat(25) } });
    expect(await failureOf(bot.views.open({ trigger_id, view: wrong }))).toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: [
            '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
            '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
          ],
        },
      },
    });
    await bot.views.open({ trigger_id, view: aModal() });
    expect(await errorOf(bot.views.open({ trigger_id, view: aModal() }))).toBe('exchanged_trigger_id');
    expect(await errorOf(bot.views.open({ trigger_id: '1.2.3', view: aModal() }))).toBe('invalid_trigger_id');
    slack.strictness.triggerExpiryMs = -1;
    expect(await errorOf(openAgain(slack, bot))).toBe('expired_trigger_id');
  }));

test('views are stacked three high, and an outdated hash is refused', () =>
  withSlack({ strictness: { triggerExpiryMs: 60_000 } }, async (slack, bot) => {
    const opened = await openAgain(slack, bot);
    for (let more = 0; more < 2; more += 1) await bot.views.push({ trigger_id: await aTrigger(slack), view: aModal() });
    expect(slack.workspace.views('UAKI')).toHaveLength(3);
    expect(await errorOf(bot.views.push({ trigger_id: await aTrigger(slack), view: aModal() }))).toBe(
      'push_limit_reached',
    );
    const at = { view_id: opened.view?.id ?? '', hash: opened.view?.hash ?? '', view: aModal() };
    await bot.views.update(at);
    expect(await errorOf(bot.views.update(at))).toBe('hash_conflict');
    expect(await errorOf(bot.views.update({ view_id: 'V0NONE', view: aModal() }))).toBe('not_found');
  }));

test('the App Home of a person is what was published last', () =>
  withSlack({}, async (slack) => {
    const view: View = { type: 'home', blocks: [section('My open cases')] };
    await botOf(slack).views.publish({ user_id: 'UAKI', view });
    expect(slack.workspace.home('UAKI')?.blocks).toMatchObject([{ text: { text: 'My open cases' } }]);
    expect(slack.workspace.home('UBEN')).toBeUndefined();
  }));

async function openAgain(slack: SlackSandbox, bot: WebClient) {
  return bot.views.open({ trigger_id: await aTrigger(slack), view: aModal() });
}
