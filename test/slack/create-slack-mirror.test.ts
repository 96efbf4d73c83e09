import { expect, test } from 'vitest';
import type { Action } from '#core/case-action.ts';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { aView } from '#test/builders.ts';
import { after, aMirror, channel, failureOf, onCall } from './a-mirror.ts';
import { cardsIn, repliesIn } from './a-slack.ts';

test('a new case becomes one card, and its evidence the first reply', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(aView(), channel, undefined);
  const [card, ...others] = cardsIn(sandbox, channel);
  expect(others).toEqual([]);
  expect(card?.metadata).toMatchObject({
    event_type: 'irene_case',
    event_payload: { case: aView().case.id, episode: 1 },
  });
  expect(repliesIn(sandbox, channel).map(({ metadata }) => metadata?.event_type)).toEqual(['irene_evidence']);
  expect(ref).toMatchObject({
    id: card?.ts,
    url: `https://demo.slack.com/archives/${channel}/p${card?.ts.replace('.', '')}`,
    shownSeq: 1,
    extra: { channel, evidence: true },
  });
});

test('a channel configured by its name is kept by its id', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(aView(), '#team-web', undefined);
  expect(ref.extra?.channel).toBe('C0WEB');
  await show({ ...aView(), news: [] }, '#team-web', ref);
  expect(cardsIn(sandbox, 'C0WEB')).toHaveLength(1);
});

test('a repeat changes the card in place and posts nothing', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(aView(), channel, undefined);
  const again = aView();
  await show({ ...again, case: { ...again.case, count: 7 }, news: [] }, channel, ref);
  expect(JSON.stringify(cardsIn(sandbox, channel))).toContain('×7');
  expect(sandbox.workspace.messages(channel)).toHaveLength(2);
});

test('the first card calls the group of the route; a click is told quietly and calls nobody', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(aView({ route: onCall }), channel, undefined);
  expect(cardsIn(sandbox, channel)[0]?.text).toContain('<!subteam^S0ONCALL>');
  await show(after(aView({ route: onCall }), { do: 'acknowledge' }), channel, ref);
  const told = repliesIn(sandbox, channel).at(-1);
  expect(told?.text).toBe('Acknowledged by Aki Tanaka');
  expect(told?.reply_broadcast).toBeUndefined();
  expect(JSON.stringify(told)).not.toMatch(/<!subteam|<@/);
});

test('an escalation is broadcast from the thread and calls the group', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(aView({ route: onCall }), channel, undefined);
  const shown = await show(
    after(aView({ route: onCall }), { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' }, why: 'help' }),
    channel,
    ref,
  );
  const told = repliesIn(sandbox, channel).at(-1);
  expect(told).toMatchObject({
    reply_broadcast: true,
    metadata: { event_type: 'irene_timeline', event_payload: { seq: 2 } },
  });
  expect(told?.text).toContain('<!subteam^S0ONCALL> Escalated to PagerDuty by Aki Tanaka: help');
  expect(shown.shownSeq).toBe(2);
});

test.each<Action>([{ do: 'acknowledge' }, { do: 'close', reason: 'fixed' }])(
  'news that somebody has answered before they are told call nobody: %o',
  async (answer) => {
    const { sandbox, show } = await aMirror();
    const ref = await show(aView({ route: onCall }), channel, undefined);
    const escalated = after(aView({ route: onCall }), { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' } });
    const answered = after(escalated, answer);
    await show({ ...answered, news: [...escalated.news, ...answered.news] }, channel, ref);
    const told = repliesIn(sandbox, channel).at(-1);
    expect(JSON.stringify(told)).toContain('Escalated to PagerDuty');
    expect(JSON.stringify(told)).not.toMatch(/<!subteam/);
    expect(told?.reply_broadcast).toBeUndefined();
  },
);

test('nobody is mentioned for what only they did, and nobody at all without a mention in the route', async () => {
  const { sandbox, show } = await aMirror();
  const own = aView({ route: { channels: [channel], mention: 'UAKI' } });
  const ref = await show(own, channel, undefined);
  await show(after(own, { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' } }), channel, ref);
  const silent = aView();
  await show(after(silent, { do: 'escalate', to: { id: 'pagerduty', label: 'PagerDuty' } }), channel, ref);
  for (const { text, blocks } of repliesIn(sandbox, channel))
    expect(JSON.stringify([text, blocks])).not.toMatch(/<[@!](?!date)/);
});

test('several lines of history come as one reply', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(aView(), channel, undefined);
  const first = after(aView(), { do: 'acknowledge' });
  const second = after(first, { do: 'close', reason: 'fixed' });
  const shown = await show({ ...second, news: [...first.news, ...second.news] }, channel, ref);
  expect(repliesIn(sandbox, channel)).toHaveLength(2);
  expect(shown.shownSeq).toBe(3);
});

test('a card that somebody deleted is posted anew, once, with its evidence', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(aView(), channel, undefined);
  sandbox.person('UBEN').deleteMessage(channel, ref.id);
  const fresh = await show(after(aView(), { do: 'acknowledge' }), channel, ref);
  expect(fresh.id).not.toBe(ref.id);
  await show({ ...aView(), news: [] }, channel, fresh);
  expect(cardsIn(sandbox, channel).filter(({ subtype }) => subtype === undefined)).toHaveLength(1);
  const replies = repliesIn(sandbox, channel).filter(({ thread_ts }) => thread_ts === fresh.id);
  expect(replies.map(({ metadata }) => metadata?.event_type)).toEqual(['irene_evidence', 'irene_timeline']);
});

test.each([
  ['C0OLD', 'is_archived', 'Unarchive'],
  ['C0RANDOM', 'not_in_channel', 'Invite the bot'],
  ['C0NOWHERE', 'channel_not_found', 'Correct the channel'],
])('a channel %s that cannot be posted to is %s and says what to do', async (to, code, remedy) => {
  const { mirror } = await aMirror();
  const failure = await failureOf(mirror, aView(), undefined, to);
  expect(failure).toBeInstanceOf(DestinationGone);
  expect(String(failure)).toContain(`${to}: ${code}. ${remedy}`);
});

test.each(['invalid_auth', 'account_inactive', 'token_revoked', 'missing_scope'])(
  '%s needs a person',
  async (error) => {
    const { sandbox, mirror } = await aMirror();
    sandbox.failNext('chat.postMessage', { error });
    expect(await failureOf(mirror, aView())).toBeInstanceOf(DestinationGone);
  },
);

test('a rate limit is passed on with its pause and stops no other call', async () => {
  const { sandbox, mirror, clients, show } = await aMirror();
  sandbox.failNext('chat.postMessage', { status: 429, retryAfter: 7 });
  expect(await failureOf(mirror, aView())).toMatchObject({ name: 'TemporaryFailure', retryAfterMs: 7000 });
  expect((await clients.poster.auth.test()).ok).toBe(true);
  await show(aView(), channel, undefined);
});

test.each([
  { status: 503 },
  { reset: true } as const,
  { invalidJson: true } as const,
  { error: 'internal_error' },
  { status: 429 },
])('trouble that passes is temporary and is tried once: %o', async (fault) => {
  const { sandbox, mirror } = await aMirror();
  sandbox.failNext('chat.postMessage', fault);
  expect(await failureOf(mirror, aView())).toBeInstanceOf(TemporaryFailure);
  expect(sandbox.calls.filter(({ method }) => method === 'chat.postMessage').length).toBeLessThanOrEqual(1);
});

test('one look makes one message, and details wait behind what is pressing', async () => {
  const { sandbox, mirror } = await aMirror();
  const view = after(aView(), { do: 'acknowledge' });
  const both = { ...view, news: [...aView().news, ...view.news] };
  const first = await mirror.reflect(both, channel, undefined);
  expect([first.left, sandbox.workspace.messages(channel).length]).toEqual(['news', 1]);
  const second = await mirror.reflect(both, channel, first);
  expect([second.left, sandbox.workspace.messages(channel).length]).toEqual(['news', 2]);
  const third = await mirror.reflect(both, channel, second);
  expect([third.left, sandbox.workspace.messages(channel).length]).toEqual([undefined, 3]);
  expect((await mirror.reflect(aView(), channel, undefined)).left).toBe('details');
});

test('a look that finds the card as it should be asks Slack nothing', async () => {
  const { sandbox, mirror, show } = await aMirror();
  const ref = await show(aView({ route: onCall }), channel);
  const before = sandbox.calls.length;
  await mirror.reflect({ ...aView({ route: onCall }), news: [] }, channel, ref);
  expect(sandbox.calls.length).toBe(before);
});

test.each(['token_revoked', 'account_inactive', 'not_authed', 'invalid_auth'])(
  'Slack refuses everything with %s, and the message says what to do about it',
  async (error) => {
    const { sandbox, mirror } = await aMirror();
    sandbox.failNext('chat.postMessage', { error });
    const failure = await failureOf(mirror, aView());
    expect(failure).toBeInstanceOf(DestinationGone);
    expect(failure).toMatchObject({ isEverywhere: true, message: expect.stringContaining('SLACK_BOT_TOKEN') });
  },
);
