import { expect, test } from 'vitest';
import { aDoor, modalOf, told } from './a-door.ts';

test.each([
  ['30m', '2026-03-04T12:30:00.000Z'],
  ['4h', '2026-03-04T16:00:00.000Z'],
  // 09:00 in Tokyo is midnight in UTC.
  ['tomorrow', '2026-03-05T00:00:00.000Z'],
  ['monday', '2026-03-09T00:00:00.000Z'],
  ['1w', '2026-03-11T12:00:00.000Z'],
])('Snooze… for %s ends at %s on the clock of the person', async (length, until_) => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'snooze');
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit({ length, why: 'maintenance' });
  expect(desk.cases.get(id)).toMatchObject({
    status: 'snoozed',
    snoozedUntil: until_,
    wakeWhenWorse: true,
    statusComment: 'maintenance',
  });
  expect(sandbox.workspace.views('UAKI')).toEqual([]);
});

test('Snooze… until a date, and not to be woken', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'snooze');
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit({ length: 'date', until: Date.parse('2026-03-20T10:00:00Z') / 1000, wake: [] });
  expect(desk.cases.get(id)).toMatchObject({ snoozedUntil: '2026-03-20T10:00:00.000Z', wakeWhenWorse: false });
});

test.each([
  [{ length: 'date' }, 'Pick a date and time.'],
  [{ length: '1h', until: Date.parse('2026-03-01T00:00:00Z') / 1000 }, 'This is in the past.'],
])('a snooze that cannot be stays open with the reason on its field (%#)', async (values, reason) => {
  const { sandbox, desk, press } = await aDoor();
  await press('UAKI', 'snooze');
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit(values);
  expect((await modalOf(sandbox, 'UAKI')).errors).toEqual({ until: reason });
  expect(desk.requests).toEqual([]);
  await sandbox.person('UAKI').submit({ length: '1h', until: Date.parse('2026-03-20T00:00:00Z') / 1000 });
  expect(sandbox.workspace.views('UAKI')).toEqual([]);
});

test('Close… by the ⋯ button with a reason and a comment', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'more', `1:${id}:close`);
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit({ reason: 'false_positive', why: 'our scanner' });
  expect(desk.cases.get(id)).toMatchObject({
    status: 'closed',
    reason: 'false_positive',
    statusComment: 'our scanner',
  });
});

test('an accepted risk needs an end date, which counts to the end of that day where the person is', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'more', `1:${id}:close`);
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit({ reason: 'accepted_risk' });
  expect((await modalOf(sandbox, 'UAKI')).errors).toEqual({ until: 'An accepted risk needs an end date.' });
  await sandbox.person('UAKI').submit({ reason: 'accepted_risk', until: '2026-03-01' });
  expect((await modalOf(sandbox, 'UAKI')).errors).toEqual({ until: 'This is in the past.' });
  await sandbox.person('UAKI').submit({ reason: 'accepted_risk', until: '2026-06-30' });
  expect(desk.cases.get(id)).toMatchObject({ status: 'closed', acceptedUntil: '2026-06-30T14:59:00.000Z' });
});

test('Escalate… pages the chosen target with a message', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UBEN', 'escalate');
  await modalOf(sandbox, 'UBEN');
  await sandbox.person('UBEN').submit({ to: 'S0ONCALL', why: 'spreading' });
  expect(desk.cases.get(id)?.escalation).toMatchObject({
    to: { label: 'Security on call' },
    by: { name: 'Ben Carter' },
  });
});

test('a modal whose case was closed meanwhile says who did it', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'snooze');
  await modalOf(sandbox, 'UAKI');
  const ben = { kind: 'person', id: 'slack:UBEN', name: 'Ben <3', via: 'slack' } as const;
  await desk.act({ caseId: id, action: { do: 'close', reason: 'fixed' }, by: ben, requestId: 'x' });
  await sandbox.person('UAKI').submit({ length: '1h' });
  expect((await modalOf(sandbox, 'UAKI')).errors?.length).toBe(
    'Not done: the case was closed by Ben <3 just now. Reopen it first.',
  );
});

test('a modal stays open when the desk fails, and sending it again is one request', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'escalate');
  await modalOf(sandbox, 'UAKI');
  desk.fail.next = new Error('away');
  await sandbox.person('UAKI').submit({ to: 'pagerduty' });
  expect((await modalOf(sandbox, 'UAKI')).errors?.to).toContain('try again');
  await sandbox.person('UAKI').submit({ to: 'pagerduty' });
  expect(desk.cases.get(id)?.calls).toBe(1);
  expect(new Set(desk.requests.map(({ requestId }) => requestId)).size).toBe(1);
});

test('a modal does not close before it is kept; where Slack gives up waiting, a refusal is told in the channel', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  await press('UAKI', 'snooze');
  await modalOf(sandbox, 'UAKI');
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const act = desk.act.bind(desk);
  desk.act = async (request) => {
    await released;
    return act(request);
  };
  const answer = await sandbox.person('UAKI').submit({ length: '1h' });
  expect(answer).toEqual({ ok: false, error: 'operation_timeout' });
  expect(sandbox.workspace.views('UAKI')).toHaveLength(1);
  const ben = { kind: 'person', id: 'slack:UBEN', name: 'Ben', via: 'slack' } as const;
  await act({ caseId: id, action: { do: 'close', reason: 'fixed' }, by: ben, requestId: 'x' });
  release();
  expect(await told(sandbox)).toContain('the case was closed by Ben');
});
