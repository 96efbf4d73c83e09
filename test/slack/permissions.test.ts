import { expect, test } from 'vitest';
import { aDoor, channel, modalOf, told } from './a-door.ts';

const kept = { close: ['S0ONCALL'], acknowledge: ['S0ONCALL', 'UCHI'], severity: ['UBEN'] };

test('who is in the group may, and so may who is named', async () => {
  for (const user of ['UAKI', 'UCHI']) {
    const { press, desk, id } = await aDoor({ permissions: kept });
    await press(user, 'acknowledge');
    expect(desk.cases.get(id)?.status).toBe('acknowledged');
  }
});

test('who is not is told who may, before a modal opens, and nothing is done', async () => {
  const { sandbox, press, desk, id } = await aDoor({ permissions: kept });
  await press('UCHI', 'more', `1:${id}:close`);
  expect(await told(sandbox)).toContain('Not done: to close cases is kept to @security-oncall.');
  expect(sandbox.workspace.views('UCHI')).toEqual([]);
  await sandbox.person('UCHI').command(channel, `/irene close ${id} fixed`);
  expect(await told(sandbox, 2)).toContain('kept to @security-oncall');
  await sandbox.person('UAKI').command(channel, `/irene severity ${id} low x`);
  expect(await told(sandbox, 3)).toContain('to change severities is kept to Ben Carter');
  expect(desk.requests).toEqual([]);
});

test('who is taken out of the group while the modal is open is told so on it', async () => {
  const permissions: { close?: string[] } = {};
  const { sandbox, press, desk, id } = await aDoor({ permissions });
  await press('UCHI', 'more', `1:${id}:close`);
  await modalOf(sandbox, 'UCHI');
  permissions.close = ['S0ONCALL'];
  await sandbox.person('UCHI').submit({ reason: 'fixed' });
  expect((await modalOf(sandbox, 'UCHI')).errors?.reason).toContain('kept to @security-oncall');
  expect(desk.requests).toEqual([]);
});

test('when Slack does not tell who is in the group nobody is taken to be, and the reason is named', async () => {
  const { sandbox, press, desk, id, lines } = await aDoor({ permissions: kept });
  sandbox.failNext('usergroups.users.list', { error: 'no_such_subteam' });
  await press('UAKI', 'acknowledge');
  expect(await told(sandbox)).toContain('Slack does not tell now who that is (no_such_subteam)');
  expect(desk.cases.get(id)?.status).toBe('open');
  expect(lines.map(({ message }) => message)).toContain('slack does not tell who is in a group');
  await press('UAKI', 'acknowledge');
  expect(desk.cases.get(id)?.status).toBe('acknowledged');
});

test('the group is asked about once for many clicks', async () => {
  const { sandbox, press } = await aDoor({ permissions: kept });
  for (const user of ['UAKI', 'UBEN', 'UAKI']) await press(user, 'acknowledge');
  expect(sandbox.calls.filter(({ method }) => method === 'usergroups.users.list')).toHaveLength(1);
});

test('it is said in Japanese where that is the language', async () => {
  const { sandbox, press, id } = await aDoor({ permissions: kept, locale: 'ja' });
  await press('UCHI', 'more', `1:${id}:close`);
  expect(await told(sandbox)).toContain('クローズができるのは @security-oncall だけです');
});
