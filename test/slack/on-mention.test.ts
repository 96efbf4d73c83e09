import { expect, test } from 'vitest';
import { until } from '#test/until.ts';
import { aDoor, channel, told } from './a-door.ts';
import { repliesIn } from './a-slack.ts';

test('@irene CASE in a thread shows the card of the case there, and its buttons work', async () => {
  const { sandbox, desk, id } = await aDoor();
  const thread = await sandbox.person('UAKI').say('C0WEB', 'what was that with the instance?');
  await sandbox.person('UBEN').say('C0WEB', `<@UIRENE> ${id.slice(0, 9)} this?`, thread);
  const shown = await until('the card', () => repliesIn(sandbox, 'C0WEB').find(({ user }) => user === 'UIRENE'));
  expect(shown.thread_ts).toBe(thread);
  expect(JSON.stringify(shown.blocks)).toContain('SSH brute force');
  await sandbox.person('UBEN').act({ channel: 'C0WEB', ts: shown.ts, actionId: 'acknowledge' });
  expect(desk.cases.get(id)?.status).toBe('acknowledged');
  await until('the card follows', () => JSON.stringify(shown.attachments).includes('*Acknowledged*'));
});

test.each([
  ['<@UIRENE>', '/irene show CASE'],
  ['<@UIRENE> irn-zzz', 'No case is called irn-zzz.'],
  ['<@UIRENE> &lt;!channel&gt;', 'No case is called &lt;!channel&gt;.'],
])('a mention that names no case is answered to the person alone (%s)', async (said, answer) => {
  const { sandbox } = await aDoor();
  await sandbox.person('UAKI').say(channel, said);
  expect(await told(sandbox)).toContain(answer);
  expect(sandbox.workspace.messages(channel)).toHaveLength(2);
});

test('a desk that fails at a mention is told to the log', async () => {
  const { sandbox, desk, lines, id } = await aDoor();
  desk.fail.next = new Error('away');
  await sandbox.person('UAKI').say(channel, `<@UIRENE> ${id}`);
  await until('the log', () => lines.some(({ message }) => message === 'slack mention failed'));
});
