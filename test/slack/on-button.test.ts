import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import type { SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { aCase } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDoor, channel, told } from './a-door.ts';

test('Ack is acknowledged to Slack and done in the name of the person', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  expect(await press('UAKI', 'acknowledge')).toEqual({ ok: true, payload: {} });
  await until('the case is acknowledged', () => desk.cases.get(id)?.status === 'acknowledged');
  expect(desk.requests[0]?.by).toEqual({ kind: 'person', id: 'slack:UAKI', name: 'Aki Tanaka', via: 'slack' });
  expect(sandbox.workspace.messages(channel)).toHaveLength(1);
});

test('a click is acknowledged to Slack when it is kept, not before: a crash in between would lose it unseen', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  sandbox.failNext('users.info', { delayMs: 200 });
  expect(await press('UAKI', 'acknowledge')).toEqual({ ok: true, payload: {} });
  expect(desk.cases.get(id)?.status).toBe('acknowledged');
});

test('a name that Slack is slow to tell is not waited for', async () => {
  const { sandbox, desk, press } = await aDoor();
  sandbox.failNext('users.info', { delayMs: 10_000 });
  expect(await press('UAKI', 'acknowledge')).toEqual({ ok: true, payload: {} });
  expect(desk.requests[0]?.by).toMatchObject({ name: 'aki' });
});

test('the second of two people is told who was first', async () => {
  const { sandbox, desk, id, press, clock } = await aDoor();
  await press('UBEN', 'acknowledge');
  await until('the case is acknowledged', () => desk.cases.get(id)?.status === 'acknowledged');
  clock.now = '2026-03-04T12:02:30.000Z';
  await press('UAKI', 'acknowledge');
  expect(await told(sandbox, 2)).toContain('Already acknowledged by Ben Carter 2 min ago.');
  expect(desk.requests.map(({ requestId }) => requestId)).toHaveLength(2);
  expect(new Set(desk.requests.map(({ requestId }) => requestId)).size).toBe(2);
});

test('a person whose name Slack does not tell acts by the username', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  sandbox.failNext('users.info', { error: 'internal_error' });
  await press('UAKI', 'acknowledge');
  await until('the case is acknowledged', () => desk.cases.get(id)?.status === 'acknowledged');
  expect(desk.requests[0]?.by).toMatchObject({ name: 'aki' });
});

test.each([
  ['acknowledged', 'unacknowledge', 'open'],
  ['snoozed', 'wake', 'open'],
  ['closed', 'reopen', 'open'],
] as const)('a case that is %s is brought back by %s', async (status, button, after) => {
  const { desk, id, press } = await aDoor({
    cases: [aCase({ status, reason: 'fixed', snoozedUntil: '2026-04-01T00:00:00.000Z' })],
  });
  await press('UAKI', button);
  await until('the case is back', () => desk.cases.get(id)?.status === after);
});

test('a desk that fails is reported to the person and to the log, and the next click works', async () => {
  const { sandbox, desk, id, press, lines } = await aDoor();
  desk.fail.next = new TemporaryFailure('the store is away');
  await press('UAKI', 'acknowledge');
  expect(await told(sandbox)).toContain('Not done: something did not work. Please try again.');
  expect(lines.some(({ level, message }) => level === 'error' && message === 'slack request failed')).toBe(true);
  await press('UAKI', 'acknowledge');
  await until('the case is acknowledged', () => desk.cases.get(id)?.status === 'acknowledged');
});

test.each(['0:irn-', '2:irn-'])('a button of another version (%s…) gets the current card', async (prefix) => {
  const { sandbox, id, desk } = await aDoor();
  const element = {
    type: 'button' as const,
    action_id: 'acknowledge',
    text: { type: 'plain_text' as const, text: 'Ack' },
    value: `${prefix}${id.slice(4)}`,
  };
  const ts = await postAsBot(sandbox, [{ type: 'actions', elements: [element] }]);
  await sandbox.person('UAKI').act({ channel, ts, actionId: 'acknowledge' });
  const answer = await told(sandbox);
  expect(answer).toContain('This button is from an older card. Here is the current one:');
  expect(answer).toContain('SSH brute force');
  expect(desk.requests).toEqual([]);
});

test('a button that nobody knows any more says so', async () => {
  const { sandbox } = await aDoor();
  const element = {
    type: 'button' as const,
    action_id: 'dance',
    text: { type: 'plain_text' as const, text: 'Dance' },
    value: 'x',
  };
  const ts = await postAsBot(sandbox, [{ type: 'actions', elements: [element] }]);
  await sandbox.person('UAKI').act({ channel, ts, actionId: 'dance' });
  expect(await told(sandbox)).toContain('does nothing any more');
});

async function postAsBot(sandbox: SlackSandbox, blocks: object[]): Promise<string> {
  const body = new URLSearchParams({ channel, text: 'old', blocks: JSON.stringify(blocks) });
  const headers = { authorization: `Bearer ${sandbox.botToken}` };
  const answer = await fetch(`${sandbox.apiUrl}chat.postMessage`, { method: 'POST', body, headers });
  return ((await answer.json()) as { ts: string }).ts;
}

test('a modal that Slack does not open is reported to the person', async () => {
  const { sandbox, press } = await aDoor();
  sandbox.failNext('views.open', { error: 'expired_trigger_id' });
  await press('UAKI', 'snooze');
  expect(await told(sandbox)).toContain('Not done');
});
