import { expect, test } from 'vitest';
import { sortForHome } from '#core/home-file.ts';
import type { Case } from '#core/case.ts';
import { checkView } from '#sandbox/slack/check-blocks.ts';
import type { SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { renderHome } from '#slack/home/render-home.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase, noon } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDoor, channel, modalOf } from './a-door.ts';
import { aki } from './a-mirror.ts';
import { textsIn } from './texts-in.ts';

const shownIn = [{ mirror: 'slack', to: channel }];
const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const numbered = (index: number, given: Partial<Case> = {}): Case =>
  aCase({ id: `irn-${letters[index % 32]?.repeat(11)}${letters[Math.floor(index / 32)]}`, shownIn, ...given });

async function homeOf(sandbox: SlackSandbox, user: string, text: string): Promise<string> {
  const shown = () => textsIn(sandbox.workspace.home(user)?.blocks).join('\n');
  await until(`a home with ${text}`, () => shown().includes(text));
  return shown();
}

test('who opens the home sees their cases, what waits in their channels, and what ends soon', async () => {
  const cases = [
    numbered(0, { title: 'mine', status: 'acknowledged', statusBy: aki }),
    numbered(1, { title: 'assigned', assignee: aki }),
    numbered(2, { title: 'waiting', severity: 'critical' }),
    numbered(3, { title: 'elsewhere', shownIn: [{ mirror: 'slack', to: 'C0OTHER' }] }),
    numbered(4, { title: 'sleeping', status: 'snoozed', snoozedUntil: '2026-03-04T14:00:00.000Z' }),
  ];
  const { sandbox } = await aDoor({ cases });
  sandbox.person('UAKI').openHome();
  const shown = await homeOf(sandbox, 'UAKI', 'waiting');
  expect(shown).toMatch(/Yours[^]*mine[^]*assigned|Yours[^]*assigned[^]*mine/);
  expect(shown).toMatch(/Not acknowledged in your channels\* \(1\)[^]*waiting[^]*Ends soon[^]*sleeping/);
  expect(shown).not.toContain('elsewhere');
});

test('a press is done and the page drawn anew; a modal opens from there too', async () => {
  const { sandbox, desk } = await aDoor({ cases: [numbered(0, { title: 'waiting' })] });
  const person = sandbox.person('UAKI');
  person.openHome();
  await homeOf(sandbox, 'UAKI', 'waiting');
  await person.actInHome({ actionId: 'snooze' });
  expect((await modalOf(sandbox, 'UAKI')).view.callback_id).toBe('snooze');
  await person.dismiss();
  await person.actInHome({ actionId: 'acknowledge' });
  expect([...desk.cases.values()][0]?.status).toBe('acknowledged');
  expect(await homeOf(sandbox, 'UAKI', 'Un-ack')).toContain('Yours');
});

test('a refusal stands on top of the page', async () => {
  const { sandbox, desk } = await aDoor({ cases: [numbered(0, { title: 'waiting' })] });
  const person = sandbox.person('UAKI');
  person.openHome();
  await homeOf(sandbox, 'UAKI', 'waiting');
  const [c] = [...desk.cases.values()];
  if (c !== undefined) desk.cases.set(c.id, { ...c, status: 'closed', reason: 'fixed' });
  await person.actInHome({ actionId: 'acknowledge' });
  await homeOf(sandbox, 'UAKI', 'Not done: the case was closed by');
});

test('all that is shown can be acknowledged at once, after a question', async () => {
  const { sandbox, desk } = await aDoor({ cases: Array.from({ length: 20 }, (_, index) => numbered(index)) });
  const person = sandbox.person('UAKI');
  person.openHome();
  await homeOf(sandbox, 'UAKI', 'Ack all 15 shown');
  expect(JSON.stringify(sandbox.workspace.home('UAKI'))).toContain('"confirm"');
  await person.actInHome({ actionId: 'ack_all' });
  await homeOf(sandbox, 'UAKI', 'Acknowledged 15 of 15.');
  expect([...desk.cases.values()].filter(({ status }) => status === 'open')).toHaveLength(5);
});

test('an empty home is friendly, and one that cannot be read says so and can be tried again', async () => {
  const { sandbox, desk } = await aDoor({ cases: [aCase({ shownIn: [] })] });
  desk.fail.next = new Error('store is down');
  const person = sandbox.person('UAKI');
  person.openHome();
  await homeOf(sandbox, 'UAKI', 'Irene cannot read the cases at the moment');
  await person.actInHome({ actionId: 'refresh_home' });
  await homeOf(sandbox, 'UAKI', 'Nothing to do');
});

test.each(['en', 'ja'] as const)('the fullest home fits into Slack in %s, and calls nobody', (locale) => {
  const hostile = { title: '<!channel> *x* '.repeat(60), project: '<@UAKI>'.repeat(20) };
  const soon = '2026-03-01T13:00:00.000Z';
  const cases = Array.from({ length: 90 }, (_, index) =>
    numbered(index, {
      ...hostile,
      ...(index < 30 ? { assignee: aki } : {}),
      ...(index >= 60 ? { status: 'snoozed', snoozedUntil: soon } : {}),
      upcoming: [{ do: 'remind', at: soon }],
    }),
  );
  const lists = sortForHome(cases, { personId: aki.id, channels: new Set([channel]), now: noon });
  const row = <T extends object>(one: T): T & { url: string } => ({
    ...one,
    url: `https://slack.example/${'x'.repeat(1000)}`,
  });
  const troubles = Array.from({ length: 10 }, () => ({
    kind: 'dead-letter',
    about: '<!here>'.repeat(50),
    since: noon,
  }));
  const view = renderHome(
    { ...lists, mine: lists.mine.map(row), waiting: lists.waiting.map(row), ending: lists.ending.map(row), troubles },
    slackWordsOf(locale),
    'notice',
  );
  expect(checkView(view)).toEqual([]);
  expect(view.blocks.length).toBeLessThanOrEqual(100);
  expect(textsIn(view.blocks, 'mrkdwn').join('')).not.toMatch(/<!(?:here|channel|subteam)|<@/);
});
