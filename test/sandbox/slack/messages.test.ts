import { expect, test } from 'vitest';
import { buttons, errorOf, failureOf, section, withSlack } from './slack-fixture.ts';

test('metadata comes back only to those who ask for it', () =>
  withSlack({}, async (_, bot) => {
    const metadata = { event_type: 'case', event_payload: { id: 'irn-1', revision: 3 } };
    const { ts } = await bot.chat.postMessage({ channel: 'C0WEB', text: 'a case', metadata });
    const [plain] = (await bot.conversations.history({ channel: 'C0WEB' })).messages ?? [];
    const [full] = (await bot.conversations.history({ channel: 'C0WEB', include_all_metadata: true })).messages ?? [];
    expect(plain?.ts).toBe(ts);
    expect(plain).not.toHaveProperty('metadata');
    expect(full?.metadata).toEqual(metadata);
  }));

test('history is read page by page, newest first, without the replies of threads', () =>
  withSlack({}, async (_, bot) => {
    const posted: string[] = [];
    for (const text of ['1', '2', '3', '4', '5']) {
      posted.push((await bot.chat.postMessage({ channel: 'C0WEB', text })).ts ?? '');
    }
    await bot.chat.postMessage({ channel: 'C0WEB', text: 'a reply', thread_ts: posted[0] ?? '' });
    const first = await bot.conversations.history({ channel: 'C0WEB', limit: 2 });
    await bot.chat.postMessage({ channel: 'C0WEB', text: '6' });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await bot.conversations.history({ channel: 'C0WEB', limit: 2, cursor });
    expect([first.has_more, ...textsOf(first), ...textsOf(second)]).toEqual([true, '5', '4', '3', '2']);
    const between = { channel: 'C0WEB', oldest: posted[1] ?? '', latest: posted[3] ?? '' };
    expect(textsOf(await bot.conversations.history(between))).toEqual(['3']);
    expect(textsOf(await bot.conversations.history({ ...between, inclusive: true }))).toEqual(['4', '3', '2']);
    expect(textsOf(await bot.conversations.replies({ channel: 'C0WEB', ts: posted[0] ?? '' }))).toEqual([
      '1',
      'a reply',
    ]);
    expect(new Set(posted).size).toBe(5);
    expect(posted.toSorted()).toEqual(posted);
  }));

test('channels that cannot be posted to are refused each for its own reason', () =>
  withSlack({}, async (_, bot) => {
    expect(await errorOf(bot.chat.postMessage({ channel: 'C0NONE', text: 'x' }))).toBe('channel_not_found');
    expect(await errorOf(bot.chat.postMessage({ channel: 'C0RANDOM', text: 'x' }))).toBe('not_in_channel');
    expect(await errorOf(bot.chat.postMessage({ channel: 'C0OLD', text: 'x' }))).toBe('is_archived');
    expect(await errorOf(bot.conversations.join({ channel: 'C0OLD' }))).toBe('is_archived');
    await bot.conversations.join({ channel: 'C0RANDOM' });
    expect(await bot.chat.postMessage({ channel: '#random', text: 'x' })).toMatchObject({ channel: 'C0RANDOM' });
  }));

test('an update keeps what it does not give, but a text alone takes the blocks away', () =>
  withSlack({}, async (slack, bot) => {
    const posted = await bot.chat.postMessage({
      channel: 'C0WEB',
      text: 'old',
      blocks: [section('old')],
      attachments: [{ color: '#ff0000', blocks: [buttons('Ack')] }],
    });
    const at = { channel: 'C0WEB', ts: posted.ts ?? '' };
    await bot.chat.update({ ...at, text: 'new', blocks: [section('new')] });
    expect(slack.workspace.messages('C0WEB')[0]).toMatchObject({
      text: 'new',
      blocks: [{ text: { text: 'new' } }],
      attachments: [{ color: '#ff0000' }],
    });
    await bot.chat.update({ ...at, text: 'plain', attachments: [] });
    const [message] = slack.workspace.messages('C0WEB');
    expect(message).toMatchObject({ text: 'plain', edited: { user: 'UIRENE' } });
    expect(message).not.toHaveProperty('blocks');
    expect(message).not.toHaveProperty('attachments');
  }));

test('only the bot’s own messages that are still there can be changed', () =>
  withSlack({}, async (slack, bot) => {
    const said = await slack.person('UAKI').say('C0WEB', 'hello');
    expect(await errorOf(bot.chat.update({ channel: 'C0WEB', ts: said, text: 'x' }))).toBe('cant_update_message');
    expect(await errorOf(bot.chat.delete({ channel: 'C0WEB', ts: said }))).toBe('cant_delete_message');
    const ts = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'mine' })).ts ?? '';
    await bot.chat.delete({ channel: 'C0WEB', ts });
    expect(await errorOf(bot.chat.update({ channel: 'C0WEB', ts, text: 'x' }))).toBe('message_not_found');
  }));

test('the deleted parent of a thread leaves a tombstone', () =>
  withSlack({}, async (slack, bot) => {
    const ts = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'card' })).ts ?? '';
    await bot.chat.postMessage({ channel: 'C0WEB', text: 'reply', thread_ts: ts });
    slack.person('UBEN').deleteMessage('C0WEB', ts);
    expect(slack.workspace.messages('C0WEB')).toMatchObject([{ subtype: 'tombstone', ts }, { text: 'reply' }]);
    expect(await errorOf(bot.chat.update({ channel: 'C0WEB', ts, text: 'x' }))).toBe('message_not_found');
  }));

test('texts and blocks that are too much, or nothing, are refused', () =>
  withSlack({}, async (slack, bot) => {
    const post = (more: object) => bot.apiCall('chat.postMessage', { channel: 'C0WEB', ...more });
    expect(await errorOf(post({}))).toBe('no_text');
    expect(await errorOf(post({ text: 'x'.repeat(40_001) }))).toBe('msg_too_long');
    expect(await errorOf(post({ text: 'x', blocks: '[{' }))).toBe('invalid_blocks_format');
    const header = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } };
    expect(await failureOf(post({ text: 'x', blocks: [header] }))).toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    });
    expect(await failureOf(post({ attachments: [{ blocks: [header] }] }))).toMatchObject({
      data: { error: 'invalid_attachments' },
    });
    expect(slack.workspace.messages('C0WEB')).toEqual([]);
    slack.strictness.blockKit = false;
    expect(await post({ text: 'x', blocks: [header] })).toMatchObject({ ok: true });
  }));

test('more posts than a channel takes in a second are told when to come again', () =>
  withSlack({ strictness: { messagesPerSecond: 1 } }, async (slack, bot) => {
    await bot.chat.postMessage({ channel: 'C0WEB', text: '1' });
    const failure = await failureOf(bot.chat.postMessage({ channel: 'C0WEB', text: '2' }));
    expect(failure).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    expect(await bot.chat.postMessage({ channel: 'C0DATA', text: 'elsewhere' })).toMatchObject({ ok: true });
    expect(slack.calls.map((call) => call.status)).toEqual([200, 429, 200]);
  }));

test('a listener hears of every change until it stops', () =>
  withSlack({}, async (slack, bot) => {
    let heard = 0;
    const stop = slack.workspace.onChange(() => {
      heard += 1;
    });
    await bot.chat.postMessage({ channel: 'C0WEB', text: '1' });
    expect(heard).toBeGreaterThan(0);
    stop();
    const before = heard;
    await bot.chat.postMessage({ channel: 'C0WEB', text: '2' });
    expect(heard).toBe(before);
  }));

test('a permalink leads to the message and its thread', () =>
  withSlack({}, async (_, bot) => {
    const ts = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'card' })).ts ?? '';
    const reply = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'reply', thread_ts: ts })).ts ?? '';
    const { permalink } = await bot.chat.getPermalink({ channel: 'C0WEB', message_ts: reply });
    expect(permalink).toBe(
      `https://demo.slack.com/archives/C0WEB/p${reply.replace('.', '')}?thread_ts=${ts}&cid=C0WEB`,
    );
  }));

test('blocks and elements that come without ids are given some', () =>
  withSlack({}, async (slack, bot) => {
    const button = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Ack' } };
    const blocks = [section('x'), { type: 'actions' as const, elements: [button] }];
    await bot.chat.postMessage({ channel: 'C0WEB', text: 'card', blocks });
    const kept = slack.workspace.messages('C0WEB')[0]?.blocks;
    expect(kept?.map((block) => typeof block.block_id)).toEqual(['string', 'string']);
    expect(kept?.[1]).toMatchObject({ elements: [{ action_id: expect.any(String) as string }] });
  }));

function textsOf(answer: { messages?: { text?: string }[] }): (string | undefined)[] {
  return (answer.messages ?? []).map((message) => message.text);
}
