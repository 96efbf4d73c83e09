import { expect, test } from 'vitest';
import type { TraceStep } from '#core/case.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDoor, channel, modalOf, told } from './a-door.ts';

test('/irene search shows pages of results with a way to each case', async () => {
  const cases = Array.from({ length: 23 }, (_, index) =>
    aCase({ id: `irn-aaaaaaaaa${'abcdefghijklmnopqrstuvwxyz'[index]}aa`, title: `SSH ${index}` }),
  );
  const { sandbox } = await aDoor({ cases });
  await sandbox.person('UAKI').command(channel, '/irene search ssh');
  expect(await told(sandbox)).toContain('*23 cases* for `ssh`');
  const page = sandbox.workspace.ephemerals[0];
  await sandbox.person('UAKI').act({ channel, ts: page?.ts ?? '', actionId: 'next_page' });
  await until('the second page', () => JSON.stringify(page?.blocks).includes('SSH 10'));
  expect(JSON.stringify(page?.blocks)).not.toContain('SSH 9 ');
  await sandbox.person('UAKI').act({ channel, ts: page?.ts ?? '', actionId: 'show_case', value: `1:${cases[12]?.id}` });
  expect(await told(sandbox, 2)).toContain('SSH 12');
});

test('/irene search is for the person alone, unless it is asked to be --here', async () => {
  const { sandbox } = await aDoor();
  await sandbox.person('UAKI').command('C0RANDOM', '/irene search ssh');
  await told(sandbox);
  expect(sandbox.workspace.messages('C0RANDOM')).toEqual([]);
  await sandbox.person('UAKI').command('C0RANDOM', '/irene search —here ssh');
  const seen = await until('a message for all', () => sandbox.workspace.messages('C0RANDOM').at(0));
  expect(JSON.stringify(seen)).toContain('*1 case* for `ssh`');
});

test('/irene show takes the beginning of an id, and its card can be worked on', async () => {
  const { sandbox, desk, id } = await aDoor();
  await sandbox.person('UAKI').command(channel, `/irene show ${id.slice(4, 9)}`);
  expect(await told(sandbox)).toContain('SSH brute force');
  const shown = sandbox.workspace.ephemerals[0];
  await sandbox.person('UAKI').act({ channel, ts: shown?.ts ?? '', actionId: 'acknowledge' });
  await until('the case is acknowledged', () => desk.cases.get(id)?.status === 'acknowledged');
  await until('the ephemeral card follows', () => JSON.stringify(shown?.attachments).includes('Acknowledged'));
});

test('the card of /irene show --here follows what is pressed on it, for all who see it', async () => {
  const { sandbox, desk, id } = await aDoor();
  await sandbox.person('UAKI').command('C0RANDOM', `/irene show ${id} --here`);
  const shown = await until('the card', () => sandbox.workspace.messages('C0RANDOM').at(0));
  for (const [button, after] of [
    ['acknowledge', 'Acknowledged'],
    ['unacknowledge', 'Not acknowledged'],
  ] as const) {
    await sandbox.person('UBEN').act({ channel: 'C0RANDOM', ts: shown.ts, actionId: button });
    await until(`the card to say ${after}`, () => JSON.stringify(shown.attachments).includes(`*${after}*`));
  }
  expect(desk.cases.get(id)?.status).toBe('open');
  expect(sandbox.workspace.messages('C0RANDOM')).toHaveLength(1);
});

const raised: TraceStep = {
  decides: 'severity',
  rule: 'raise-crown-jewels',
  because: 'medium → critical: A resource without which we stand still',
  path: 'severity/crown-jewels.yml',
  line: 12,
  values: [{ field: 'resource.tags.tier', value: '<!channel> `1`' }],
  from: 'medium',
  to: 'critical',
};

test('/irene why shows each step: its rule, where that stands, what it changed and what it saw', async () => {
  const silence: TraceStep = { decides: 'silence', rule: 'pentest', because: 'silent until 2026-04-01: pen test' };
  const { sandbox, id } = await aDoor({ cases: [aCase({ severity: 'critical', trace: [raised, silence] })] });
  await sandbox.person('UAKI').command(channel, `/irene why ${id.slice(0, 9)}`);
  const answer = await told(sandbox);
  for (const part of [
    `*Why Critical*: SSH brute force against i-0abc \`${id}\``,
    '• *severity* Medium → Critical `raise-crown-jewels` `severity/crown-jewels.yml:12`',
    '\n      A resource without which we stand still\n',
    '      ◦ `resource.tags.tier` &lt;!channel&gt; ˋ1ˋ',
    '• *silence* `pentest`\n      silent until 2026-04-01: pen test',
  ])
    expect(answer).toContain(part);
  expect(sandbox.workspace.messages(channel)).toHaveLength(1);
});

test('/irene why says that there is more than fits', async () => {
  const values = Array.from({ length: 20 }, (_, at) => ({ field: `field${at}`, value: 'x'.repeat(200) }));
  const trace = Array.from({ length: 60 }, () => ({ ...raised, values }));
  const { sandbox, id } = await aDoor({ cases: [aCase({ trace })] });
  await sandbox.person('UAKI').command(channel, `/irene why ${id}`);
  expect(await told(sandbox)).toContain('There are more steps than fit in here.');
});

test('/irene why speaks Japanese, the change of severity too', async () => {
  const { sandbox, id } = await aDoor({ cases: [aCase({ severity: 'critical', trace: [raised] })], locale: 'ja' });
  await sandbox.person('UAKI').command(channel, `/irene why ${id}`);
  const answer = await told(sandbox);
  expect(answer).toContain('の理由');
  expect(answer).toContain(`*重大度* ${slackWordsOf('ja').shared.severity.medium} → `);
});

test.each([
  ['/irene why', 'The right form is `/irene why CASE`'],
  ['/irene why zzz', 'No case is called zzz.'],
  ['/irene why help', 'shows which rules made a case what it is'],
  ['/irene show', 'The right form is `/irene show CASE`'],
  ['/irene show zzz', 'No case is called zzz.'],
  ['/irene search', 'The right form is `/irene search QUERY`'],
  ['/irene search nothing', 'No case for `nothing`.'],
  ['/irene search help', 'finds cases by words and fields'],
  ['/irene show help', 'the beginning of its id is enough'],
  ['/irene help help', 'shows this list'],
  ['/irene help', '/irene show CASE'],
  ['/irene', '/irene search QUERY'],
  ['/irene <!channel> x', 'There is no command `/irene &lt;!channel&gt;`'],
  [`/irene search ${'x'.repeat(600)}`, 'at most 500 characters'],
])('%s gets an answer for the person alone: %s', async (typed, answer) => {
  const { sandbox } = await aDoor();
  expect(await sandbox.person('UAKI').command(channel, typed)).toEqual({ ok: true, payload: {} });
  expect(await told(sandbox)).toContain(answer);
});

test('everything is said in Japanese where that is the language', async () => {
  const { sandbox, press } = await aDoor({ locale: 'ja' });
  await sandbox.person('UAKI').command(channel, '/irene help');
  expect(await told(sandbox)).toContain('/irene search 検索文');
  await press('UAKI', 'snooze');
  expect((await modalOf(sandbox, 'UAKI')).view.title.text).toBe('スヌーズ');
});

test('an answer that Slack never takes is given up, and the person is told that it was not done', async () => {
  const { sandbox, lines } = await aDoor();
  const order = sandbox.failNext('response_url', { hangs: true });
  expect(await sandbox.person('UAKI').command(channel, '/irene help')).toMatchObject({ ok: true });
  expect(await told(sandbox)).not.toBe('');
  expect(order.taken()).toBe(1);
  expect(lines.map(({ message }) => message)).toContain('slack request failed');
});
