import { describe, expect, it } from 'vitest';
import type { Town } from '#sandbox/start-town.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTown } from './a-town.ts';

const isAcknowledged = (town: Town, channel: string): boolean =>
  JSON.stringify(town.cards(channel)).includes('*Acknowledged* by Aki');

/** What must be there once and only once when all is quiet. */
async function expectOneOfEach(town: Town): Promise<void> {
  await until(
    'all mirrors to show the case',
    () => {
      const label = town.issues()[0]?.labels.includes('status:acknowledged');
      return (
        label &&
        town.pagerduty.incidents[0]?.status === 'acknowledged' &&
        isAcknowledged(town, 'C0WEB') &&
        isAcknowledged(town, 'C0SECURITY')
      );
    },
    90_000,
  );
  for (const channel of ['C0WEB', 'C0SECURITY']) {
    const cards = town.cards(channel);
    expect(cards).toHaveLength(1);
    const replies = town.replies(channel, cards[0]?.ts ?? '');
    const texts = replies.map((reply) => JSON.stringify([reply.text, reply.blocks, reply.attachments]));
    expect(texts.filter((text) => text.includes('Acknowledged by'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('a public gist'))).toHaveLength(1);
  }
  expect(town.issues()).toHaveLength(1);
  expect(town.issues()[0]?.comments.filter((comment) => comment.body.includes('Acknowledged by'))).toHaveLength(1);
  expect(town.pagerduty.incidents).toHaveLength(1);
}

const acknowledge = async (town: Town): Promise<void> => {
  const card = await until('the card', () => town.cards('C0WEB')[0]);
  await until('the button', () => JSON.stringify(card).includes('acknowledge'));
  await town.slack.person('UAKI').act({ channel: 'C0WEB', ts: card.ts, actionId: 'acknowledge' });
};

/** Kills Irene when the nth call that `isIt` picks has reached the service, and starts her again. */
async function killAt(town: Town, isThere: () => boolean): Promise<void> {
  await until('the moment to kill', isThere);
  await town.killAndRestart();
}

const posted = (town: Town, times: number) =>
  town.slack.calls.filter((call) => call.method === 'chat.postMessage').length >= times;

describe('killed in the middle of the work', { timeout: 180_000 }, () => {
  const moments: [string, (town: Town) => boolean][] = [
    [
      'before anything was shown',
      (town) => town.irene.log.some((line) => line.msg === 'file read' || line.msg === 'file taken from the inbox'),
    ],
    ['when the first card was posted', (town) => posted(town, 1)],
    ['when the evidence was posted', (town) => posted(town, 3)],
    ['when the issue was made', (town) => town.issues().length > 0],
    ['when the incident was made', (town) => town.pagerduty.incidents.length > 0],
  ];
  it.each(moments)('%s, everything is shown once', async (_name, isThere) => {
    const town = await aTown();
    await town.drop('leak.json', aFindingText());
    await killAt(town, () => isThere(town));
    await acknowledge(town);
    await expectOneOfEach(town);
  });

  it('with the answers of all creating calls lost, everything is shown once', async () => {
    const town = await aTown();
    town.slack.failNext('chat.postMessage', { lostAnswer: true }, 3);
    town.github.failNext('POST', /\/issues$/, { lostAnswer: true });
    town.pagerduty.failNext('POST', /enqueue/, { lostAnswer: true });
    await town.drop('leak.json', aFindingText());
    await acknowledge(town);
    await expectOneOfEach(town);
  });

  it('right after a click, the click is kept and shown once', async () => {
    const town = await aTown();
    await town.drop('leak.json', aFindingText());
    await until(
      'everything',
      () => town.issues().length > 0 && town.pagerduty.incidents.length > 0 && town.cards('C0SECURITY').length > 0,
    );
    await acknowledge(town);
    await killAt(town, () => town.irene.log.some((line) => line.msg === 'case acted on'));
    await expectOneOfEach(town);
  });

  it('with files that nobody had read yet, they are read by the next process', async () => {
    const town = await aTown();
    await town.irene.kill('SIGKILL');
    for (let i = 0; i < 10; i += 1)
      await town.drop(
        `f${i}.json`,
        aFindingText({ id: `f${i}`, severity: 'low', resource: { id: `bucket-${i}`, type: 'Bucket' } }),
      );
    await town.killAndRestart();
    await until('ten cards', () => town.cards('C0WEB').length === 10);
  });
});
