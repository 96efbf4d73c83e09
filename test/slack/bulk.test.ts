import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import type { Case } from '#core/case.ts';
import type { Permissions } from '#core/permissions.ts';
import { locales, type Locale } from '#core/words.ts';
import { checkView } from '#sandbox/slack/check-blocks.ts';
import { bulkDeeds } from '#slack/bulk/bulk-buttons.ts';
import { bulkForm } from '#slack/bulk/bulk-form.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDoor, channel, modalOf, told } from './a-door.ts';
import { textsIn } from './texts-in.ts';

const ben = { kind: 'person', id: 'slack:UBEN', name: 'Ben', via: 'slack' } as const;

function someCases(count: number): Case[] {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return Array.from({ length: count }, (_, i) =>
    aCase({ id: `irn-aaaaaaaa${letters[Math.floor(i / 26)]}${letters[i % 26]}aa`, title: `SSH ${i}` }),
  );
}

interface Setting {
  count?: number;
  permissions?: Permissions;
  locale?: Locale;
}

/** A door where Aki sees the results of a search. */
async function searched({ count = 4, permissions = {}, locale = 'en' }: Setting = {}) {
  const cases = someCases(count);
  const door = await aDoor({ cases, permissions, locale });
  await door.sandbox.person('UAKI').command(channel, '/irene search ssh');
  await told(door.sandbox);
  const page = door.sandbox.workspace.ephemerals[0];
  const pressOnPage = (actionId: string) => door.sandbox.person('UAKI').act({ channel, ts: page?.ts ?? '', actionId });
  const statuses = () => cases.map(({ id }) => door.desk.cases.get(id)?.status);
  return { ...door, cases, page, pressOnPage, statuses };
}

async function pressUndo({ sandbox }: Pick<Awaited<ReturnType<typeof aDoor>>, 'sandbox'>): Promise<string> {
  const shown = sandbox.workspace.ephemerals.at(-1);
  const before = shown?.text;
  await sandbox.person('UAKI').act({ channel, ts: shown?.ts ?? '', actionId: 'undo_bulk' });
  return until('the answer', () => (shown?.text === before ? undefined : shown?.text));
}

test('all results are closed with a reason, those closed already are told, and all is taken back', async () => {
  const door = await searched();
  const { sandbox, desk, cases, statuses } = door;
  expect(textsIn(door.page?.blocks).join('\n')).toContain('Close all 4…');
  const [first] = cases;
  await desk.act({ caseId: first?.id ?? '', action: { do: 'close', reason: 'deleted' }, by: ben, requestId: 'x' });
  await door.pressOnPage('bulk_close');
  const modal = await modalOf(sandbox, 'UAKI');
  expect(textsIn(modal.view).join('\n')).toContain('*4 cases* for `ssh`');
  await sandbox.person('UAKI').submit({ reason: 'fixed', why: 'patched' });
  expect(await told(sandbox, 2)).toContain('Closed 3 of 4 cases (1 was closed already).');
  expect(sandbox.workspace.views('UAKI')).toEqual([]);
  expect(sandbox.workspace.ephemerals.at(-1)).toMatchObject({ user: 'UAKI', channel });
  expect(statuses()).toEqual(['closed', 'closed', 'closed', 'closed']);
  expect(desk.requests.at(-1)).toMatchObject({
    requestId: `slack:view:${modal.id}:${cases[3]?.id}`,
    action: { do: 'close', reason: 'fixed', why: 'patched' },
  });
  expect(await pressUndo(door)).toBe('Taken back for 3 cases.');
  expect(statuses()).toEqual(['closed', 'open', 'open', 'open']);
});

test('Undo leaves what somebody has worked on since, and says so', async () => {
  const door = await searched();
  const { sandbox, desk, cases, statuses } = door;
  await door.pressOnPage('bulk_acknowledge');
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit({ why: 'on it' });
  expect(await told(sandbox, 2)).toContain('Acknowledged 4 cases.');
  await desk.act({ caseId: cases[1]?.id ?? '', action: { do: 'comment', why: 'mine' }, by: ben, requestId: 'x' });
  expect(await pressUndo(door)).toBe('Taken back for 3 of 4 cases (1 was changed since).');
  expect(statuses()).toEqual(['open', 'acknowledged', 'open', 'open']);
});

test('after half a minute Undo says that it is too late', async () => {
  const door = await searched();
  await door.pressOnPage('bulk_snooze');
  await modalOf(door.sandbox, 'UAKI');
  await door.sandbox.person('UAKI').submit({ length: '4h', why: 'maintenance' });
  expect(await told(door.sandbox, 2)).toContain('Snoozed 4 cases.');
  expect(door.desk.cases.get(door.id)).toMatchObject({ snoozedUntil: '2026-03-04T16:00:00.000Z' });
  door.clock.now = '2026-03-04T12:00:31.000Z';
  expect(await pressUndo(door)).toContain('more than 30 s ago');
  expect(door.statuses()).toEqual(['snoozed', 'snoozed', 'snoozed', 'snoozed']);
});

test('what is wrong stays on its field, and nothing is done', async () => {
  const door = await searched();
  await door.pressOnPage('bulk_close');
  await modalOf(door.sandbox, 'UAKI');
  await door.sandbox.person('UAKI').submit({ reason: 'accepted_risk' });
  expect((await modalOf(door.sandbox, 'UAKI')).errors?.['until']).toContain('needs an end date');
  expect(door.desk.requests).toEqual([]);
});

test('what is found after the form was opened is left alone', async () => {
  const door = await searched({ count: 2 });
  await door.pressOnPage('bulk_close');
  await modalOf(door.sandbox, 'UAKI');
  const later = aCase({ id: 'irn-zzzzzzzzzzzz', title: 'SSH later' });
  door.desk.cases.set(later.id, later);
  await door.sandbox.person('UAKI').submit({ reason: 'fixed' });
  expect(await told(door.sandbox, 2)).toContain('Closed 2 cases.');
  expect(door.desk.cases.get(later.id)?.status).toBe('open');
});

test('what takes longer than Slack waits closes the form, goes on, and is told when it is done', async () => {
  const door = await searched();
  const { promise, resolve } = Promise.withResolvers<void>();
  door.desk.pause.on = promise;
  await door.pressOnPage('bulk_close');
  await modalOf(door.sandbox, 'UAKI');
  expect(await door.sandbox.person('UAKI').submit({ reason: 'fixed' })).toMatchObject({ ok: true });
  expect(door.sandbox.workspace.views('UAKI')).toEqual([]);
  expect(door.sandbox.workspace.ephemerals).toHaveLength(1);
  resolve();
  expect(await told(door.sandbox, 2)).toContain('Closed 4 cases.');
});

test('a case that the store could not keep is told, and the others are done', async () => {
  const door = await searched();
  await door.pressOnPage('bulk_close');
  await modalOf(door.sandbox, 'UAKI');
  door.desk.fail.next = new TemporaryFailure('no answer');
  await door.sandbox.person('UAKI').submit({ reason: 'fixed' });
  expect(await told(door.sandbox, 2)).toContain('Closed 3 of 4 cases (1 was not reached: please search again');
});

test('too many results are refused with how many there are', async () => {
  const door = await searched({ count: 501 });
  await door.pressOnPage('bulk_close');
  expect(await told(door.sandbox, 2)).toContain('This search finds 501 cases. At most 500');
  expect(door.sandbox.workspace.views('UAKI')).toEqual([]);
});

test.each([
  [{ bulk: ['UBEN'] }, 'work on many cases at once is kept to Ben Carter'],
  [{ close: ['UBEN'] }, 'close cases is kept to Ben Carter'],
] as const)('who may not is told so before the form opens: %j', async (permissions, says) => {
  const door = await searched({ permissions });
  await door.pressOnPage('bulk_close');
  expect(await told(door.sandbox, 2)).toContain(says);
  expect(door.sandbox.workspace.views('UAKI')).toEqual([]);
});

test('who may no more when the form is submitted is told so, and nothing is done', async () => {
  const permissions: { bulk?: string[] } = {};
  const door = await searched({ permissions });
  await door.pressOnPage('bulk_close');
  await modalOf(door.sandbox, 'UAKI');
  permissions.bulk = ['UBEN'];
  await door.sandbox.person('UAKI').submit({ reason: 'fixed' });
  expect(textsIn((await modalOf(door.sandbox, 'UAKI')).view).join('\n')).toContain('kept to Ben Carter');
  expect(door.desk.requests).toEqual([]);
});

test('where the bot is not in the channel the result comes directly', async () => {
  const door = await searched();
  await door.pressOnPage('bulk_close');
  await modalOf(door.sandbox, 'UAKI');
  door.sandbox.failNext('chat.postEphemeral', { error: 'not_in_channel' });
  await door.sandbox.person('UAKI').submit({ reason: 'fixed' });
  const { calls } = door.sandbox;
  const told = await until('a direct message', () =>
    calls.find(({ method, args }) => method === 'chat.postMessage' && args['channel'] === 'UAKI'),
  );
  expect(JSON.stringify(told.args)).toContain('Closed 4 cases.');
});

test('a search that finds nothing has no buttons for all', async () => {
  const { sandbox } = await aDoor();
  await sandbox.person('UAKI').command(channel, '/irene search nothing-like-this');
  await told(sandbox);
  expect(JSON.stringify(sandbox.workspace.ephemerals[0])).not.toContain('bulk_');
});

test('in Japanese all of it is Japanese', async () => {
  const door = await searched({ locale: 'ja' });
  expect(textsIn(door.page?.blocks).join('\n')).toContain('4 件すべてクローズ…');
  await door.pressOnPage('bulk_close');
  await modalOf(door.sandbox, 'UAKI');
  await door.sandbox.person('UAKI').submit({ reason: 'fixed' });
  expect(await told(door.sandbox, 2)).toContain('4 件をクローズしました。');
  expect(await pressUndo(door)).toBe('4 件を元に戻しました。');
});

test.each(locales)('every form fits into Slack in %s, whatever was searched', (locale) => {
  const words = slackWordsOf(locale);
  for (const deed of bulkDeeds) {
    const about = { plan: 'a'.repeat(24), deed, channel, count: 500, query: '`<!channel>`'.repeat(41) };
    const view = bulkForm(about, { words, escalationTargets: [] });
    expect(checkView(view)).toEqual([]);
    expect(textsIn(view).join('\n')).not.toMatch(/<[!@]/);
  }
});
