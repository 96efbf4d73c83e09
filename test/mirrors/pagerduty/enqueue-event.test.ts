import { expect, test } from 'vitest';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { createPagerdutyMirror } from '#mirrors/pagerduty/pagerduty-mirror.ts';
import { aStory, silent } from '#test/mirrors/a-story.ts';
import { aPager } from './a-pager.ts';

test("a wrong key is told with PagerDuty's own words, and the key is in no message", async () => {
  const { pagerduty } = await aPager();
  const routingKey = 'W0RONG0KEY0W0RONG0KEY0W0RONG0KEY';
  const mirror = createPagerdutyMirror({ routingKey, eventsUrl: `${pagerduty.eventsUrl}/`, locale: 'ja', log: silent });
  const error = await failure(mirror.reflect(aStory().view(undefined), 'default', undefined));
  expect(error).toBeInstanceOf(DestinationGone);
  expect(error.message).toContain('Invalid routing key');
  expect(error.message).toContain('PAGERDUTY_ROUTING_KEY');
  expect(error.message).not.toContain(routingKey);
});

test('an answer that repeats the key is shown without it', async () => {
  const { pagerduty, look } = await aPager();
  pagerduty.failNext('POST', /enqueue/, { status: 400, body: `no such key ${pagerduty.routingKey}` });
  const error = await failure(look(aStory()));
  expect(error.message).toContain('no such key …');
});

test('a limit without a time is a limit for minutes', async () => {
  const { pagerduty, look } = await aPager();
  pagerduty.strictness.eventsPerMinute = 0;
  const error = await failure(look(aStory()));
  expect(error).toBeInstanceOf(TemporaryFailure);
  expect(error).toMatchObject({ retryAfterMs: 120_000 });
});

test('a date in Retry-After is read by the clock', async () => {
  const { pagerduty } = await aPager();
  const now = () => Date.parse('2026-03-01T12:00:00Z');
  const mirror = createPagerdutyMirror({ ...pagerduty, locale: 'en', log: silent, now });
  pagerduty.failNext('POST', /enqueue/, { status: 503, headers: { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' } });
  const error = await failure(mirror.reflect(aStory().view(undefined), 'default', undefined));
  expect(error).toMatchObject({ name: 'TemporaryFailure', retryAfterMs: 30_000 });
});

test('no connection is tried again later', async () => {
  const { pagerduty, look } = await aPager();
  await pagerduty.close();
  expect(await failure(look(aStory()))).toBeInstanceOf(TemporaryFailure);
});

test('a redirect is not followed', async () => {
  const { pagerduty, look } = await aPager();
  pagerduty.failNext('POST', /enqueue/, { status: 301, headers: { location: `${pagerduty.eventsUrl}/elsewhere` } });
  expect(await failure(look(aStory()))).toBeInstanceOf(DestinationGone);
  expect(pagerduty.calls).toHaveLength(1);
});

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('nothing failed'),
    (thrown: Error) => thrown,
  );
}
