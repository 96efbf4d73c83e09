import { expect, test } from 'vitest';
import { aCase } from '#test/builders.ts';
import { aDoor, modalOf, told } from './a-door.ts';

const elsewhere = [
  {
    destination: { mirror: 'github', to: 'acme/web' },
    ref: { id: '12', url: 'https://github.example/12', shownSeq: 1 },
  },
];

test("the ⋯ menu beside what happened answers why and what is similar; its links are the browser's", async () => {
  const { sandbox, press, id } = await aDoor({ view: { elsewhere } });
  expect(await press('UAKI', 'look', `1:${id}:link0`)).toEqual({ ok: true, payload: {} });
  expect(sandbox.workspace.ephemerals).toEqual([]);
  await press('UAKI', 'look', `1:${id}:why`);
  expect(await told(sandbox)).toContain('Why Medium');
  await press('UAKI', 'look', `1:${id}:similar`);
  expect(await told(sandbox, 2)).toContain('UnauthorizedAccess:EC2/SSHBruteForce');
});

test('Assign… gives a case to whoever presses it, to another person, and to nobody', async () => {
  const { sandbox, desk, press, id } = await aDoor();
  for (const [values, name] of [
    [{}, 'Aki Tanaka'],
    [{ who: 'other', person: 'UBEN' }, 'Ben Carter'],
    [{ who: 'nobody' }, undefined],
  ] as const) {
    await press('UAKI', 'more', `1:${id}:assign`);
    await modalOf(sandbox, 'UAKI');
    await sandbox.person('UAKI').submit(values);
    expect(desk.cases.get(id)?.assignee?.name).toBe(name);
  }
});

test('Assign… to another person wants to know whom', async () => {
  const { sandbox, press, id } = await aDoor();
  await press('UAKI', 'more', `1:${id}:assign`);
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit({ who: 'other' });
  expect((await modalOf(sandbox, 'UAKI')).errors).toEqual({ person: 'Pick a person.' });
});

test('Change severity… takes a reason, and the card says who has rated it', async () => {
  const { sandbox, desk, press, id } = await aDoor();
  await press('UAKI', 'more', `1:${id}:severity`);
  await modalOf(sandbox, 'UAKI');
  expect(await sandbox.person('UAKI').submit({ severity: 'critical' })).toMatchObject({ error: 'invalid_input' });
  await sandbox.person('UAKI').submit({ severity: 'critical', why: 'customer data' });
  expect(desk.cases.get(id)).toMatchObject({ severity: 'critical', severityBy: { name: 'Aki Tanaka' } });
  await sandbox.person('UAKI').command('C0SECURITY', `/irene show ${id}`);
  expect(await told(sandbox, 2)).toContain('severity set by Aki Tanaka');
  await sandbox.person('UAKI').command('C0SECURITY', `/irene why ${id}`);
  expect(await told(sandbox, 3)).toContain('*severity* Medium → Critical Aki Tanaka');
});

test('a closed case can still be looked at', async () => {
  const { sandbox, press, id } = await aDoor({ cases: [aCase({ status: 'closed', reason: 'fixed' })] });
  await press('UAKI', 'look', `1:${id}:why`);
  expect(await told(sandbox)).toContain('Why Medium');
});
