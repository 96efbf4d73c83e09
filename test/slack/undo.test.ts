import { expect, test } from 'vitest';
import { until } from '#test/until.ts';
import { aDoor, channel, modalOf, told } from './a-door.ts';

/** Presses Undo beside the newest answer, as the person who sees it. */
async function pressUndo(
  { sandbox }: Pick<Awaited<ReturnType<typeof aDoor>>, 'sandbox'>,
  user = 'UAKI',
): Promise<void> {
  const { ephemerals } = sandbox.workspace;
  const offer = await until('the way back', () => ephemerals.at(-1));
  await sandbox.person(user).act({ channel, ts: offer.ts, actionId: 'undo' });
}

test('after Ack the person alone is offered the way back, and takes exactly that back', async () => {
  const door = await aDoor();
  const { sandbox, desk, id, press } = door;
  await press('UAKI', 'acknowledge');
  expect(await told(sandbox)).toContain('Acknowledged');
  expect(sandbox.workspace.ephemerals).toMatchObject([{ user: 'UAKI', channel }]);
  await pressUndo(door);
  expect(desk.cases.get(id)).toMatchObject({ status: 'open', calls: 1 });
  await until('the answer', () => sandbox.workspace.ephemerals[0]?.text === 'The acknowledgement was taken back.');
  expect(sandbox.workspace.ephemerals).toHaveLength(1);
  const looked = await desk.show(id);
  expect('found' in looked && looked.found.timeline.at(-1)).toMatchObject({
    what: 'undone',
    did: 'acknowledged',
    by: { name: 'Aki Tanaka' },
  });
});

test('after half a minute Undo says that it is too late', async () => {
  const door = await aDoor();
  await door.press('UAKI', 'acknowledge');
  await told(door.sandbox);
  door.clock.now = '2026-03-04T12:00:31.000Z';
  await pressUndo(door);
  expect(await told(door.sandbox)).toContain('it is more than 30 s ago');
  expect(door.desk.cases.get(door.id)?.status).toBe('acknowledged');
});

test('Undo is refused when somebody has worked on the case since', async () => {
  const door = await aDoor();
  const { desk, id } = door;
  await door.press('UAKI', 'acknowledge');
  await told(door.sandbox);
  const ben = { kind: 'person', id: 'slack:UBEN', name: 'Ben', via: 'slack' } as const;
  await desk.act({ caseId: id, action: { do: 'comment', why: 'I know this one' }, by: ben, requestId: 'x' });
  await pressUndo(door);
  expect(await told(door.sandbox)).toContain('something has happened to the case since');
  expect(desk.cases.get(id)?.status).toBe('acknowledged');
});

test.each([
  ['snooze', { length: '1h' }, 'The snooze was taken back.'],
  ['close', { reason: 'fixed' }, 'The closing was taken back.'],
  ['assign', { who: 'me' }, 'The assignment was taken back.'],
  ['severity', { severity: 'critical', why: 'customer data' }, 'The change of severity was taken back.'],
] as const)('what the modal %s has done can be taken back', async (modal, values, answer) => {
  const door = await aDoor();
  const { sandbox, desk, id } = door;
  const before = desk.cases.get(id);
  if (modal === 'snooze') await door.press('UAKI', 'snooze');
  else await door.press('UAKI', 'more', `1:${id}:${modal}`);
  await modalOf(sandbox, 'UAKI');
  await sandbox.person('UAKI').submit(values);
  await told(sandbox);
  expect(desk.cases.get(id)?.revision).toBe(2);
  await pressUndo(door);
  await until('the answer', () => sandbox.workspace.ephemerals[0]?.text === answer);
  const { revision: _1, timelineLength: _2, calls: _3, ...after } = desk.cases.get(id) ?? { revision: 0 };
  expect(before).toMatchObject(after);
});

test('a way back that was answered to a channel is for the person alone who has done it', async () => {
  const { sandbox, desk, id } = await aDoor();
  await sandbox.person('UAKI').command(channel, `/irene ack ${id} --here`);
  const shown = await until('the answer', () => sandbox.workspace.messages(channel).at(1));
  await sandbox.person('UBEN').act({ channel, ts: shown.ts, actionId: 'undo' });
  expect(await told(sandbox)).toContain('Only the person who did this can take it back.');
  expect(desk.cases.get(id)?.status).toBe('acknowledged');
});
