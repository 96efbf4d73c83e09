import { expect, test } from 'vitest';
import type { Case } from '#core/case.ts';
import { aCase } from '#test/builders.ts';
import { aDoor, channel, told } from './a-door.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki Tanaka', via: 'slack' } as const;

// Wednesday, 21:00 in Tokyo, where Aki is.
test.each<[string, Partial<Case>, Partial<Case>]>([
  ['ack CASE', {}, { status: 'acknowledged', statusBy: aki }],
  ['unack CASE', { status: 'acknowledged' }, { status: 'open', calls: 1 }],
  ['close CASE fixed', {}, { status: 'closed', reason: 'fixed' }],
  ['close CASE false-positive our scanner', {}, { reason: 'false_positive', statusComment: 'our scanner' }],
  [
    'close CASE accepted_risk 2026-06-30 vendor',
    {},
    { reason: 'accepted_risk', acceptedUntil: '2026-06-30T14:59:00.000Z', statusComment: 'vendor' },
  ],
  ['reopen CASE still there', { status: 'closed', reason: 'fixed' }, { status: 'open', episode: 2 }],
  ['snooze CASE 2h maintenance', {}, { snoozedUntil: '2026-03-04T14:00:00.000Z', statusComment: 'maintenance' }],
  ['snooze CASE tomorrow', {}, { snoozedUntil: '2026-03-05T00:00:00.000Z', wakeWhenWorse: true }],
  ['snooze CASE 明日', {}, { snoozedUntil: '2026-03-05T00:00:00.000Z' }],
  ['snooze CASE monday', {}, { snoozedUntil: '2026-03-09T00:00:00.000Z' }],
  ['snooze CASE wed', {}, { snoozedUntil: '2026-03-11T00:00:00.000Z' }],
  [
    'snooze CASE 2026-12-01 09:30 the freeze',
    {},
    { snoozedUntil: '2026-12-01T00:30:00.000Z', statusComment: 'the freeze' },
  ],
  ['snooze CASE 2026-12-01 the freeze', {}, { snoozedUntil: '2026-12-01T00:00:00.000Z', statusComment: 'the freeze' }],
  [
    'escalate CASE open to the world',
    {},
    { escalation: { at: '2026-03-04T12:00:00.000Z', by: aki, to: { id: 'pagerduty', label: 'PagerDuty' } } },
  ],
  ['assign CASE me', {}, { assignee: aki }],
  ['assign CASE @ben', {}, { assignee: { ...aki, id: 'slack:UBEN', name: 'Ben Carter' } }],
  ['assign CASE Chi Okafor', {}, { assignee: { ...aki, id: 'slack:UCHI', name: 'Chi Okafor' } }],
  ['assign CASE <@UBEN|ben>', {}, { assignee: { ...aki, id: 'slack:UBEN', name: 'Ben Carter' } }],
  ['severity CASE critical customer data', {}, { severity: 'critical', severityBy: aki }],
])('/irene %s', async (typed, given, after) => {
  const { sandbox, desk, id } = await aDoor({ cases: [aCase(given)] });
  await sandbox.person('UAKI').command(channel, `/irene ${typed.replace('CASE', id.slice(4, 9))}`);
  expect(await told(sandbox)).toContain(id);
  expect(desk.cases.get(id)).toMatchObject(after);
});

test('/irene assign CASE nobody takes it from whoever had it', async () => {
  const { sandbox, desk, id } = await aDoor({ cases: [aCase({ assignee: aki })] });
  await sandbox.person('UBEN').command(channel, `/irene assign ${id} nobody`);
  await told(sandbox);
  expect(desk.cases.get(id)?.assignee).toBeUndefined();
});

test('/irene note writes into the history', async () => {
  const { sandbox, desk, id } = await aDoor();
  await sandbox.person('UAKI').command(channel, `/irene note ${id} asked the web team`);
  await told(sandbox);
  const looked = await desk.show(id);
  expect('found' in looked && looked.found.timeline).toMatchObject([{ what: 'commented', why: 'asked the web team' }]);
});

const right = 'The right form is `/irene';
test.each([
  ['ack', `${right} ack CASE\`, for example \`/irene ack irn-ab2c\``],
  ['ack zzz', 'No case is called zzz.'],
  ['close CASE', 'After the case the reason is missing.'],
  ['close CASE done', 'After the case: `done` is no reason. There are fixed, '],
  ['close CASE accepted_risk', 'After accepted_risk its end date is missing.'],
  ['close CASE accepted_risk 2026-02-30', '`2026-02-30` is no date.'],
  ['close CASE accepted_risk 2026-01-30', '`2026-01-30` is in the past.'],
  ['close CASE fixed 2026-12-30', '`fixed` has no end date'],
  ['snooze CASE', 'After the case it is missing for how long.'],
  ['snooze CASE soon', 'After the case: `soon` is no length of time.'],
  ['snooze CASE 0m', '`0m` is no length of time'],
  ['snooze CASE 900d', '`900d` is no length of time'],
  ['snooze CASE 2026-02-30', '`2026-02-30` is not in the calendar.'],
  ['snooze CASE 2026-12-01 25:00', '`2026-12-01 25:00` is not in the calendar.'],
  ['snooze CASE 2026-01-01 09:00', '`2026-01-01 09:00` is in the past.'],
  ['assign CASE', 'After the case it is missing to whom.'],
  ['assign CASE @<!channel>', 'nobody is called `@&lt;!channel&gt;`'],
  ['severity CASE', 'After the case the severity is missing.'],
  ['severity CASE awful x', 'After the case: `awful` is no severity. There are critical,'],
  ['severity CASE high', 'At the end the reason is missing.'],
  ['note CASE', 'After the case the text is missing.'],
  ['snooze help', '`/irene snooze CASE LENGTH [WHY]`'],
  ['reopen CASE', 'the case is not closed'],
])('/irene %s is answered with what is wrong: %s', async (typed, answer) => {
  const { sandbox, desk, id } = await aDoor();
  await sandbox.person('UAKI').command(channel, `/irene ${typed.replace('CASE', id)}`);
  const said = await told(sandbox);
  expect(said).toContain(answer);
  expect(desk.cases.get(id)?.revision).toBe(1);
  if (/ CASE/.test(typed) && !typed.startsWith('reopen')) expect(said).toContain(`for example \`/irene`);
});

test('a case can be named by a link to its card, to its thread, or by a link that holds its id', async () => {
  const { sandbox, card, id } = await aDoor();
  const archive = `https://demo.slack.com/archives/${channel}`;
  for (const link of [
    `<${archive}/p${card.id.replace('.', '')}>`,
    `${archive}/p1700000000000000?thread_ts=${card.id}&cid=${channel}`,
    `https://console.example/cases/${id}?tab=history`,
  ]) {
    sandbox.workspace.ephemerals.length = 0;
    await sandbox.person('UAKI').command(channel, `/irene show ${link}`);
    expect(await told(sandbox)).toContain('SSH brute force');
  }
});

test('a link to something else says so', async () => {
  const { sandbox } = await aDoor();
  const ts = await sandbox.person('UAKI').say(channel, 'hello');
  const link = `https://demo.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
  await sandbox.person('UAKI').command(channel, `/irene ack ${link}`);
  expect(await told(sandbox)).toContain('This link is not of the card of a case');
});

test('the second of two people who type is told who was first', async () => {
  const { sandbox, id } = await aDoor();
  await sandbox.person('UBEN').command(channel, `/irene ack ${id}`);
  await told(sandbox);
  await sandbox.person('UAKI').command(channel, `/irene ack ${id}`);
  expect(await told(sandbox, 2)).toContain('Already acknowledged by Ben Carter');
});
