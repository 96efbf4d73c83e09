import { expect, test } from 'vitest';
import { locales } from '#core/words.ts';
import type { SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { checkBlocks } from '#sandbox/slack/check-blocks.ts';
import { questionMessage } from '#slack/question-message.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDoor, modalOf, told } from './a-door.ts';
import { textsIn } from './texts-in.ts';

const optionOf = (id: string, entry: string) => `1:${id}:${entry}`;

async function directMessage(sandbox: SlackSandbox, user: string) {
  return until('a direct message', () => {
    const direct = sandbox.workspace.channels.find(({ withUser }) => withUser === user);
    const message = direct === undefined ? undefined : sandbox.workspace.messages(direct.id).at(-1);
    return direct === undefined || message === undefined ? undefined : { channel: direct.id, message };
  });
}

test('the person whose e-mail stands in the facts is proposed, asked in a direct message, and confirms', async () => {
  const facts = [{ label: 'Who', value: 'ben@demo.example' }];
  const { sandbox, desk, id, press } = await aDoor({ cases: [aCase({ facts })] });
  await press('UAKI', 'more', optionOf(id, 'question'));
  const { view } = await modalOf(sandbox, 'UAKI');
  expect(JSON.stringify(view.blocks)).toContain('"initial_user":"UBEN"');
  await sandbox.person('UAKI').submit({ who: 'UBEN', length: '4h', why: 'A new key' });
  const { channel, message } = await directMessage(sandbox, 'UBEN');
  expect(textsIn(message.blocks).join('\n')).toMatch(/Was this you\?[\s\S]*Aki Tanaka[\s\S]*ben@demo\.example/);
  expect(desk.cases.get(id)?.question).toMatchObject({ to: { id: 'slack:UBEN' }, until: '2026-03-04T16:00:00.000Z' });
  await sandbox.person('UBEN').act({ channel, ts: message.ts, actionId: 'answer_was_me' });
  expect(desk.cases.get(id)?.question).toBeUndefined();
  expect(desk.cases.get(id)?.escalation).toBeUndefined();
  await until('the thanks', () => sandbox.workspace.messages(channel).some(({ text }) => text.includes('Thank you')));
});

test('a denial escalates at once, to whom escalations go first', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'more', optionOf(id, 'question'));
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit({ who: 'UBEN', length: '1h' });
  const { channel, message } = await directMessage(sandbox, 'UBEN');
  await sandbox.person('UBEN').act({ channel, ts: message.ts, actionId: 'answer_was_not_me' });
  expect(desk.cases.get(id)).toMatchObject({
    status: 'open',
    escalation: { to: { id: 'pagerduty' }, by: { id: 'slack:UBEN' } },
  });
  await sandbox
    .person('UBEN')
    .act({ channel, ts: message.ts, actionId: 'answer_was_me' })
    .catch(() => undefined);
  expect(desk.cases.get(id)?.escalation).toBeDefined();
});

test('an identity that the projects file names is proposed without asking Slack', async () => {
  const facts = [{ label: 'Who', value: 'arn:aws:sts::111122223333:assumed-role/deploy/session' }];
  const { sandbox, id, press } = await aDoor({ cases: [aCase({ facts })] });
  await press('UAKI', 'more', optionOf(id, 'question'));
  expect(JSON.stringify((await modalOf(sandbox, 'UAKI')).view)).toContain('"initial_user":"UBEN"');
  expect(sandbox.calls.some(({ method }) => method === 'users.lookupByEmail')).toBe(false);
});

test('nobody is proposed for a service account, an unknown address, or while Slack does not answer', async () => {
  const facts = [{ label: 'Who', value: 'bot@web.iam.gserviceaccount.com nobody@demo.example' }];
  const { sandbox, id, press } = await aDoor({ cases: [aCase({ facts })] });
  sandbox.failNext('users.lookupByEmail', { delayMs: 10_000 });
  await press('UAKI', 'more', optionOf(id, 'question'));
  expect(JSON.stringify((await modalOf(sandbox, 'UAKI')).view)).not.toContain('initial_user');
  expect(
    sandbox.calls.filter(({ method }) => method === 'users.lookupByEmail').map(({ args }) => args['email']),
  ).toEqual(['nobody@demo.example']);
});

test('whom Slack does not reach is told to who asked', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'more', optionOf(id, 'question'));
  await modalOf(sandbox, 'UAKI');
  sandbox.failNext('chat.postMessage', { error: 'channel_not_found' });
  await sandbox.person('UAKI').submit({ who: 'UBEN', length: '1h' });
  expect(await told(sandbox)).toContain('could not be reached');
  expect(desk.cases.get(id)?.question).toBeDefined();
});

test.each(locales)('the message fits into Slack in %s, and nothing in it calls anybody', (locale) => {
  const facts = Array.from({ length: 30 }, () => ({ label: '<!here>'.repeat(50), value: '<@UAKI>'.repeat(200) }));
  const by = { kind: 'person', id: 'slack:UAKI', name: '<!channel>', via: 'slack' } as const;
  const c = aCase({
    facts,
    title: '<!channel>'.repeat(400),
    question: { to: by, by, until: '2026-03-04T16:00:00.000Z' },
  });
  const message = questionMessage(c, slackWordsOf(locale));
  expect(checkBlocks(message.blocks, 'message')).toEqual([]);
  expect(textsIn(message).join('\n')).not.toMatch(/<[!@](?!date)/);
});
