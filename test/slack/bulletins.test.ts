import { expect, test } from 'vitest';
import sharp from 'sharp';
import { digestOf } from '#core/digest.ts';
import type { ProjectNumbers } from '#core/project-numbers.ts';
import { checkBlocks } from '#sandbox/slack/check-blocks.ts';
import { renderDigest } from '#slack/digest-message.ts';
import { renderNumbers } from '#slack/numbers-message.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase, noon } from '#test/builders.ts';
import { aDoor, channel, told } from './a-door.ts';
import { aMirror } from './a-mirror.ts';
import { cardsIn } from './a-slack.ts';
import { textsIn } from './texts-in.ts';

const hours = (n: number) => new Date(Date.parse(noon) + n * 3_600_000).toISOString();

const numbers: ProjectNumbers = {
  project: 'web',
  days: Array.from({ length: 7 }, (_, index) => ({ day: `2026-03-0${index + 1}`, opened: index, closed: 1 })),
  opened: 18,
  reopened: 3,
  closed: 7,
  closedByRule: 2,
  acknowledge: { median: 600_000, p90: 7_200_000 },
  close: { median: 86_400_000, p90: 400_000_000 },
  noisiest: { rule: '<!channel> *ssh*', count: 9 },
};

const many = Array.from({ length: 30 }, (_, index) =>
  aCase({
    id: `irn-${'abcdefghijklmnopqrstuvwxyz234567'[index]?.repeat(12)}`,
    severity: index % 2 === 0 ? 'high' : 'critical',
    title: '<!here> &'.repeat(100),
    ...(index < 3 ? { status: 'snoozed', snoozedUntil: hours(index + 1) } : {}),
    ...(index === 3 ? { status: 'closed', acceptedUntil: hours(100) } : {}),
  }),
);

test.each(['en', 'ja'] as const)(
  'a digest fits into Slack in %s, hostile titles included, and calls nobody',
  (locale) => {
    const { text, blocks } = renderDigest(digestOf(many, noon), slackWordsOf(locale));
    expect(checkBlocks(blocks, 'message')).toEqual([]);
    expect([text, ...textsIn(blocks, 'mrkdwn')].join('')).not.toMatch(/<!(?:here|channel|subteam)|<@/);
    const order = textsIn(blocks).filter((one) => /ends|accepted|まで/.test(one) && one.includes('irn-'));
    expect(order).toHaveLength(4);
  },
);

test.each(['en', 'ja'] as const)('numbers fit into Slack in %s, and a rule cannot call anybody', (locale) => {
  const { text, blocks } = renderNumbers(numbers, slackWordsOf(locale));
  expect(checkBlocks(blocks, 'message')).toEqual([]);
  expect([text, ...textsIn(blocks, 'mrkdwn')].join('')).not.toContain('<!channel>');
});

test('a digest is posted as one message that is found again by its key alone', async () => {
  const { sandbox, mirror } = await aMirror();
  const digest = digestOf(many, noon);
  const since = new Date().toISOString();
  expect(await mirror.bulletins?.isPosted(channel, 'digest#1', since)).toBe(false);
  await mirror.bulletins?.post({ kind: 'digest', digest }, channel, 'digest#1');
  expect(cardsIn(sandbox, channel)).toHaveLength(1);
  expect(await mirror.bulletins?.isPosted(channel, 'digest#1', since)).toBe(true);
  expect(await mirror.bulletins?.isPosted(channel, 'digest#2', since)).toBe(false);
});

test('the weekly numbers come with a picture and its words', async () => {
  const { sandbox, mirror } = await aMirror();
  await mirror.bulletins?.post({ kind: 'numbers', numbers }, channel, 'numbers#1');
  const [file] = sandbox.workspace.files;
  expect(await sharp(file?.bytes).metadata()).toMatchObject({ format: 'png' });
  expect(cardsIn(sandbox, channel)[0]?.blocks).toContainEqual(
    expect.objectContaining({
      type: 'image',
      slack_file: { id: file?.id },
      alt_text: expect.stringContaining('03-07: 6/1'),
    }),
  );
});

test('without a picture the numbers stand alone', async () => {
  const { sandbox, mirror } = await aMirror();
  sandbox.failNext('files.getUploadURLExternal', { error: 'internal_error' });
  await mirror.bulletins?.post({ kind: 'numbers', numbers }, channel, 'numbers#1');
  expect(textsIn(cardsIn(sandbox, channel)[0]?.blocks).join('\n')).toContain('*Opened* 18, and 3 reopened');
  expect(JSON.stringify(cardsIn(sandbox, channel)[0]?.blocks)).not.toContain('image');
});

test('/irene stats shows the numbers of a project for so many days to who asked', async () => {
  const { sandbox, desk } = await aDoor();
  const asked: object[] = [];
  desk.numbers = async (one) => {
    asked.push(one);
    return [numbers];
  };
  await sandbox.person('UAKI').command(channel, '/irene stats web 30d');
  expect(await told(sandbox)).toContain('*Time to acknowledge* 10 min (median), 2.0 h (90 %)');
  expect(asked).toEqual([{ days: 30, project: 'web' }]);
  expect(sandbox.workspace.files).toHaveLength(1);
});

test.each([
  ['stats 91d', '/irene stats [7d] [PROJECT]'],
  ['stats one two', '/irene stats [7d] [PROJECT]'],
  ['stats', 'No case was opened or closed in the last 7 days.'],
])('/irene %s is answered with what is right', async (text, expected) => {
  const { sandbox } = await aDoor();
  await sandbox.person('UAKI').command(channel, `/irene ${text}`);
  expect(await told(sandbox)).toContain(expected);
});
