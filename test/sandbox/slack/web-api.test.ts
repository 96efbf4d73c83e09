import { expect, test } from 'vitest';
import { botOf, errorOf, failureOf, section, withSlack } from './slack-fixture.ts';

test('the bot learns who it is', () =>
  withSlack({}, async (slack, bot) => {
    expect(await bot.auth.test()).toMatchObject({ ok: true, user_id: 'UIRENE', bot_id: 'BIRENE', team_id: 'T0DEMO' });
    expect(slack.calls.map((call) => call.method)).toEqual(['auth.test']);
    expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
  }));

test('tokens are checked, and so is their kind', () =>
  withSlack({}, async (slack, bot) => {
    expect(await errorOf(botOf(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
    expect(await (await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' })).json()).toMatchObject({
      error: 'not_authed',
    });
    expect(await errorOf(bot.apps.connections.open({}))).toBe('not_allowed_token_type');
    expect(await errorOf(botOf(slack, slack.appToken).chat.postMessage({ channel: 'C0WEB', text: 'x' }))).toBe(
      'not_allowed_token_type',
    );
  }));

test('a method that Slack does not have is refused', () =>
  withSlack({}, async (_, bot) => {
    expect(await errorOf(bot.apiCall('chat.shout', {}))).toBe('unknown_method');
  }));

test('a call whose scope the manifest does not ask for is refused by name, unless told otherwise', () =>
  withSlack({ manifest: { oauth_config: { scopes: { bot: ['chat:write', 'commands'] } } } }, async (slack, bot) => {
    const failure = await failureOf(bot.conversations.history({ channel: 'C0WEB' }));
    expect(failure).toMatchObject({
      data: { error: 'missing_scope', needed: 'channels:history', provided: 'chat:write,commands' },
    });
    expect(await bot.chat.postMessage({ channel: 'C0WEB', text: 'allowed' })).toMatchObject({ ok: true });
    slack.strictness.scopes = false;
    expect(await bot.conversations.history({ channel: 'C0WEB' })).toMatchObject({ ok: true });
  }));

test('reading metadata and addresses needs scopes of their own', () => {
  const bot = ['chat:write', 'channels:history', 'users:read'];
  return withSlack({ manifest: { oauth_config: { scopes: { bot } } } }, async (_, client) => {
    const call = client.conversations.history({ channel: 'C0WEB', include_all_metadata: true });
    expect(await failureOf(call)).toMatchObject({ data: { needed: 'metadata.message:read' } });
    const { user } = await client.users.info({ user: 'UAKI' });
    expect(user?.tz).toBe('Asia/Tokyo');
    expect(user?.profile?.email).toBeUndefined();
    expect(await errorOf(client.users.lookupByEmail({ email: 'aki@demo.example' }))).toBe('missing_scope');
  });
});

test('people, groups and channels are listed', () =>
  withSlack({}, async (_, bot) => {
    expect((await bot.users.list({})).members?.map((user) => user.id)).toEqual(['UAKI', 'UBEN', 'UCHI', 'UIRENE']);
    expect((await bot.users.lookupByEmail({ email: 'BEN@demo.example' })).user?.id).toBe('UBEN');
    expect(await errorOf(bot.users.info({ user: 'UNOBODY' }))).toBe('user_not_found');
    expect((await bot.usergroups.list()).usergroups?.[0]?.handle).toBe('security-oncall');
    expect((await bot.usergroups.users.list({ usergroup: 'S0ONCALL' })).users).toEqual(['UAKI', 'UBEN']);
    const first = await bot.conversations.list({ exclude_archived: true, limit: 3 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await bot.conversations.list({ exclude_archived: true, limit: 3, cursor });
    expect([...(first.channels ?? []), ...(rest.channels ?? [])].map((one) => one.id)).toEqual([
      'C0SECURITY',
      'C0WEB',
      'C0DATA',
      'C0OPS',
      'C0RANDOM',
    ]);
    expect((await bot.conversations.info({ channel: 'C0OLD' })).channel?.is_archived).toBe(true);
    expect((await bot.conversations.members({ channel: 'C0RANDOM' })).members).not.toContain('UIRENE');
  }));

test('a direct message is opened once and written to by its person’s id', () =>
  withSlack({}, async (slack, bot) => {
    const { channel } = await bot.conversations.open({ users: 'UAKI' });
    const posted = await bot.chat.postMessage({ channel: 'UAKI', text: 'was this you?' });
    expect(posted.channel).toBe(channel?.id);
    expect(slack.workspace.messages(channel?.id ?? '')).toMatchObject([{ text: 'was this you?' }]);
  }));

test('a picture is uploaded in three steps and shared in a thread', () =>
  withSlack({}, async (slack, bot) => {
    const ts = (await bot.chat.postMessage({ channel: 'C0WEB', text: 'card' })).ts ?? '';
    const file = Buffer.from('not really a picture');
    await bot.filesUploadV2({
      channel_id: 'C0WEB',
      thread_ts: ts,
      file,
      filename: 'page.png',
      title: 'The page',
      alt_text: 'a page',
    });
    expect(slack.workspace.files).toMatchObject([{ name: 'page.png', title: 'The page', altText: 'a page' }]);
    expect(Buffer.from(slack.workspace.files[0]?.bytes ?? []).equals(file)).toBe(true);
    expect(slack.workspace.messages('C0WEB')[1]).toMatchObject({
      thread_ts: ts,
      files: [slack.workspace.files[0]?.id],
    });
  }));

test('a reaction is added once', () =>
  withSlack({}, async (slack, bot) => {
    const timestamp = await slack.person('UAKI').say('C0WEB', 'look');
    await bot.reactions.add({ channel: 'C0WEB', timestamp, name: 'eyes' });
    expect(await errorOf(bot.reactions.add({ channel: 'C0WEB', timestamp, name: 'eyes' }))).toBe('already_reacted');
    expect(slack.workspace.messages('C0WEB')[0]?.reactions).toEqual([{ name: 'eyes', users: ['UIRENE'], count: 1 }]);
  }));

test('a call may come as JSON as well', () =>
  withSlack({}, async (slack) => {
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C0WEB', text: 'x', blocks: [section('x')] }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'section' }] } });
  }));
