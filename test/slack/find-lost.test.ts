import { expect, test } from 'vitest';
import { TemporaryFailure } from '#core/errors.ts';
import { aCase, aView } from '#test/builders.ts';
import { after, aMirror, channel, failureOf } from './a-mirror.ts';
import { cardsIn } from './a-slack.ts';

test('a card that an interrupted attempt had drawn is drawn again, though the case is as it was before', async () => {
  const { sandbox, mirror, show } = await aMirror();
  const before = { ...aView(), news: [] };
  const ref = await show(aView(), channel, undefined);
  const since = new Date().toISOString();
  // It has drawn the card, and its ref was not kept.
  await show({ ...before, case: { ...before.case, count: 7 } }, channel, ref);
  const found = await mirror.findLost(before, channel, { ref, since });
  await show(before, channel, found ?? ref);
  expect(JSON.stringify(cardsIn(sandbox, channel))).not.toContain('×7');
});

test('a card whose answer was lost is found again, and only its evidence is added', async () => {
  const { sandbox, mirror, show } = await aMirror();
  const since = new Date().toISOString();
  sandbox.failNext('chat.postMessage', { lostAnswer: true });
  expect(await failureOf(mirror, aView(), undefined, '#security')).toBeInstanceOf(TemporaryFailure);
  const found = await mirror.findLost(aView(), '#security', { ref: undefined, since });
  expect(found).toMatchObject({
    id: cardsIn(sandbox, channel)[0]?.ts,
    shownSeq: 1,
    extra: { channel, evidence: false },
  });
  await show({ ...aView(), news: [] }, '#security', found);
  expect(sandbox.workspace.messages(channel)).toHaveLength(2);
});

test('evidence and news whose answers were lost are not posted twice', async () => {
  const { sandbox, mirror, show } = await aMirror();
  const since = new Date().toISOString();
  const ref = await show(aView(), channel, undefined);
  const acknowledged = after(aView(), { do: 'acknowledge' });
  sandbox.failNext('chat.postMessage', { lostAnswer: true });
  await failureOf(mirror, acknowledged, { ...ref, extra: { channel, evidence: true } });
  const found = await mirror.findLost(acknowledged, channel, {
    ref: { ...ref, extra: { channel, evidence: false } },
    since,
  });
  expect(found).toMatchObject({ id: ref.id, shownSeq: 2, extra: { evidence: true } });
  expect(await mirror.findLost(acknowledged, channel, { ref: found, since })).toEqual(found);
});

test('nothing is found where nothing was made, nor the card of another case', async () => {
  const { mirror, show } = await aMirror();
  const since = new Date().toISOString();
  await show(aView(), channel, undefined);
  const other = aView({ case: { ...aView().case, id: 'irn-aaaaaaaaaaaa' } });
  expect(await mirror.findLost(other, channel, { ref: undefined, since })).toBeUndefined();
  expect(await mirror.findLost(other, '#no-such-channel', { ref: undefined, since })).toBeUndefined();
});

test('a card is found behind many other messages', async () => {
  const { sandbox, mirror, show } = await aMirror();
  const since = new Date().toISOString();
  const ref = await show(aView(), channel, undefined);
  for (let index = 0; index < 450; index += 1) await sandbox.person('UBEN').say(channel, `${index}`);
  expect(await mirror.findLost(aView(), channel, { ref: undefined, since })).toMatchObject({ id: ref.id });
});

test('a fresh card for a deleted one is found when its answer was lost', async () => {
  const { sandbox, mirror, show } = await aMirror();
  const ref = await show(aView(), channel, undefined);
  sandbox.person('UBEN').deleteMessage(channel, ref.id);
  const since = new Date().toISOString();
  sandbox.failNext('chat.postMessage', { lostAnswer: true });
  await failureOf(mirror, { ...aView({ case: aCase({ count: 2 }) }), news: [] }, ref);
  const found = await mirror.findLost(aView(), channel, { ref, since });
  expect(found?.id).not.toBe(ref.id);
  expect(found).toMatchObject({ shownSeq: 1, extra: { evidence: false } });
});

test('what an attempt made is found also when our clock is an hour ahead of Slack’s', async () => {
  const { mirror, show } = await aMirror();
  const ref = await show(aView(), channel);
  const since = new Date(Date.now() + 60 * 60_000).toISOString();
  expect(await mirror.findLost(aView(), channel, { ref: undefined, since })).toMatchObject({ id: ref.id });
});
