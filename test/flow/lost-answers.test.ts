import { expect, it } from 'vitest';
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
    30_000,
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

it('with the answers of all creating calls lost, everything is shown once', { timeout: 60_000 }, async () => {
  const town = await aTown();
  town.slack.failNext('chat.postMessage', { lostAnswer: true }, 3);
  town.github.failNext('POST', /\/issues$/, { lostAnswer: true });
  town.pagerduty.failNext('POST', /enqueue/, { lostAnswer: true });
  await town.drop('leak.json', aFindingText());
  await acknowledge(town);
  await expectOneOfEach(town);
});
