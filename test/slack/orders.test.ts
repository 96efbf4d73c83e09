import { describe, expect, test } from 'vitest';
import { locales } from '#core/words.ts';
import { checkView } from '#sandbox/slack/check-blocks.ts';
import { silenceForm, silencePreview } from '#slack/orders/silence-views.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDoor, channel, modalOf, told } from './a-door.ts';
import { textsIn } from './texts-in.ts';

const thursday = '2026-03-05T12:00:00.000Z';
const inSeconds = (at: string): number => Date.parse(at) / 1000;

describe('/irene silence', () => {
  test('opens the form, previews what it would have hidden, and only then silences, in public', async () => {
    const { sandbox, desk } = await aDoor();
    await sandbox.person('UAKI').command(channel, '/irene silence ssh');
    await modalOf(sandbox, 'UAKI');
    const form = { query: 'ssh', until: inSeconds(thursday), reason: 'A test of <!channel>' };
    expect(await sandbox.person('UAKI').submit(form)).toMatchObject({ ok: true });
    const preview = await modalOf(sandbox, 'UAKI');
    expect(preview.view.callback_id).toBe('silence_preview');
    expect(textsIn(preview.view).join('\n')).toContain('would have hidden');
    expect(await desk.orders.silences()).toEqual([]);
    await sandbox.person('UAKI').submit({});
    expect(await desk.orders.silences()).toMatchObject([
      { query: 'ssh', until: thursday, reason: 'A test of <!channel>', channel, by: { id: 'slack:UAKI' } },
    ]);
    expect(sandbox.workspace.views('UAKI')).toEqual([]);
    const notice = await until('a notice', () =>
      sandbox.workspace.messages(channel).find(({ text }) => text.includes('🔕')),
    );
    expect(textsIn(notice.blocks).join('\n')).toContain('&lt;!channel&gt;');
    await sandbox.person('UBEN').act({ channel, ts: notice.ts, actionId: 'end_silence' });
    expect(await desk.orders.silences()).toEqual([]);
    expect(await told(sandbox)).toContain('Ben Carter ended the silence');
    await sandbox.person('UAKI').act({ channel, ts: notice.ts, actionId: 'end_silence' });
    expect(await told(sandbox, 2)).toContain('over already');
  });

  test.each([
    [{ query: 'severty:high' }, 'query', 'severity'],
    [{ query: 'is:acked' }, 'query', 'A silence is asked about each alert'],
    [{ until: inSeconds('2026-03-01T00:00:00.000Z') }, 'until', 'future'],
    [{ until: inSeconds('2030-01-01T00:00:00.000Z') }, 'until', 'a year'],
    [{ reason: '   ' }, 'reason', 'Say why'],
  ])('%j is told on its field', async (given, field, says) => {
    const { sandbox, desk } = await aDoor();
    await sandbox.person('UAKI').command(channel, '/irene silence');
    await modalOf(sandbox, 'UAKI');
    await sandbox.person('UAKI').submit({ query: 'ssh', until: inSeconds(thursday), reason: 'r', ...given });
    const { errors } = await until('errors', () =>
      sandbox.workspace.views('UAKI').find((view) => view.errors !== undefined),
    );
    expect(errors?.[field]).toContain(says);
    expect(await desk.orders.silences()).toEqual([]);
  });

  test('in a channel that the bot is not in, whoever asked for it hears that nobody there was told', async () => {
    const { sandbox, desk } = await aDoor();
    await sandbox.person('UAKI').command('C0RANDOM', '/irene silence ssh');
    await modalOf(sandbox, 'UAKI');
    await sandbox.person('UAKI').submit({ query: 'ssh', until: inSeconds(thursday), reason: 'r' });
    await until('the preview', () => sandbox.workspace.views('UAKI').length === 2);
    await sandbox.person('UAKI').submit({});
    await until('a message to Aki', () =>
      sandbox.workspace.channels
        .filter(({ withUser }) => withUser === 'UAKI')
        .some(({ id }) => sandbox.workspace.messages(id).some(({ text }) => text.includes('/invite @irene'))),
    );
    expect(await desk.orders.silences()).toHaveLength(1);
  });

  test('silences are listed with their age, end, reason and a button', async () => {
    const { sandbox, desk, clock } = await aDoor();
    const by = { kind: 'person', id: 'slack:UAKI', name: 'Aki Tanaka', via: 'slack' } as const;
    await sandbox.person('UBEN').command(channel, '/irene silences');
    expect(await told(sandbox)).toContain('Nothing is silenced');
    await desk.orders.silence({ query: 'ssh', until: thursday, reason: 'R1', by, channel, requestId: '1' });
    clock.now = '2026-03-04T13:00:00.000Z';
    await sandbox.person('UBEN').command(channel, '/irene silences');
    expect(await told(sandbox, 2)).toMatch(/`ssh`[\s\S]*Aki Tanaka[\s\S]*R1[\s\S]*End silence/);
  });
});

describe('/irene subscribe', () => {
  test('shows what the channel would have got, and subscribes it when asked to, in public', async () => {
    const { sandbox, desk } = await aDoor();
    await sandbox.person('UAKI').command(channel, '/irene subscribe ssh');
    expect(await told(sandbox)).toContain('In the last 30 days');
    const [preview] = sandbox.workspace.ephemerals;
    await sandbox.person('UAKI').act({ channel, ts: preview?.ts ?? '', actionId: 'subscribe' });
    expect(await desk.orders.subscriptions(channel)).toMatchObject([{ query: 'ssh', channel }]);
    expect(sandbox.workspace.messages(channel).at(-1)?.text).toContain('Aki Tanaka subscribed this channel to `ssh`');
    await sandbox.person('UBEN').command(channel, '/irene unsubscribe');
    await until('no subscription', async () => (await desk.orders.subscriptions()).length === 0);
  });

  test('without a query it is about the project whose channel it is, and elsewhere asks for one', async () => {
    const { sandbox } = await aDoor();
    await sandbox.person('UAKI').command('C0WEB', '/irene subscribe');
    expect(await told(sandbox)).toContain('project:"web"');
    await sandbox.person('UAKI').command('C0DATA', '/irene subscribe');
    expect(await told(sandbox, 2)).toContain('no project’s channel');
  });

  test.each([
    ['C0RANDOM', 'ssh', '/invite @irene'],
    [channel, 'seen>7d', 'change by themselves'],
    [channel, 'colour:red', 'colour'],
  ])('in %s of %j is refused', async (where, query, says) => {
    const { sandbox, desk } = await aDoor();
    await sandbox.person('UAKI').command(where, `/irene subscribe ${query}`);
    expect(await told(sandbox)).toContain(says);
    expect(await desk.orders.subscriptions()).toEqual([]);
  });

  test('of several subscriptions of a channel a list asks which one to take away', async () => {
    const { sandbox, desk } = await aDoor();
    const by = { kind: 'person', id: 'slack:UAKI', name: 'Aki Tanaka', via: 'slack' } as const;
    for (const query of ['one', 'two']) await desk.orders.subscribe({ query, by, channel });
    await sandbox.person('UBEN').command(channel, '/irene unsubscribe');
    expect(await told(sandbox)).toContain('Subscriptions of this channel');
    await sandbox.person('UBEN').command(channel, '/irene subscriptions all');
    const list = await told(sandbox, 2);
    expect(list).toContain('`one`');
    expect(list).toContain('`two`');
    await sandbox.person('UBEN').command(channel, '/irene unsubscribe two');
    expect(await told(sandbox, 3)).toContain('two no longer');
    expect(await desk.orders.subscriptions()).toMatchObject([{ query: 'one' }]);
  });
});

test.each(locales)('form and preview fit into Slack in %s, whatever was typed', (locale) => {
  const words = slackWordsOf(locale);
  const query = '`<!channel>`'.repeat(41);
  const asked = { channel, query, until: thursday, reason: '<@UAKI> '.repeat(60) };
  const cases = Array.from({ length: 10 }, () => aCase({ title: '<!here> '.repeat(500), project: 'p'.repeat(300) }));
  for (const found of [
    { cases, total: 123_456 },
    { cases: [], total: 0 },
  ])
    expect(checkView(silencePreview(asked, found, words))).toEqual([]);
  expect(checkView(silenceForm(asked, words))).toEqual([]);
  expect(checkView(silenceForm({ ...asked, query: '' }, words))).toEqual([]);
  expect(textsIn(silencePreview(asked, { cases, total: 1 }, words)).join('\n')).not.toMatch(/<[!@](?!date)/);
});

test('one case is one case, and what was only counted up to a limit is said to be more', () => {
  const { silence, subscription } = slackWordsOf('en').orders;
  expect(silence.wouldHide(1, false)).toContain('hidden *1* case:');
  expect(subscription.wouldShow(10_000, true)).toContain('more than *10,000* cases:');
});
