import { expect, test } from 'vitest';
import { errorOf, failureOf, withSlack } from './slack-fixture.ts';

const post = { channel: 'C0WEB', text: 'hello' };

test('a status, a 429 and an error answer come as ordered, as often as ordered', () =>
  withSlack({}, async (slack, bot) => {
    slack.failNext('chat.postMessage', { status: 503 }, 2);
    slack.failNext('chat.postMessage', { status: 429, retryAfter: 7 });
    slack.failNext('chat.postMessage', { error: 'fatal_error' });
    expect(await failureOf(bot.chat.postMessage(post))).toMatchObject({ statusCode: 503 });
    expect(await failureOf(bot.chat.postMessage(post))).toMatchObject({ statusCode: 503 });
    expect(await failureOf(bot.chat.postMessage(post))).toMatchObject({ retryAfter: 7 });
    expect(await errorOf(bot.chat.postMessage(post))).toBe('fatal_error');
    expect(slack.workspace.messages('C0WEB')).toEqual([]);
    expect(await bot.chat.postMessage(post)).toMatchObject({ ok: true });
  }));

test('a reset connection took no effect, a lost answer did', () =>
  withSlack({}, async (slack, bot) => {
    slack.failNext('chat.postMessage', { reset: true });
    slack.failNext('chat.postMessage', { lostAnswer: true });
    expect(await failureOf(bot.chat.postMessage(post))).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.workspace.messages('C0WEB')).toEqual([]);
    expect(await failureOf(bot.chat.postMessage(post))).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.workspace.messages('C0WEB')).toMatchObject([{ text: 'hello' }]);
    expect(slack.calls.map((call) => call.status)).toEqual([0, 0]);
  }));

test('an answer may come late or in half', () =>
  withSlack({}, async (slack, bot) => {
    slack.failNext('chat.postMessage', { delayMs: 60 });
    slack.failNext('chat.postMessage', { invalidJson: true });
    const before = performance.now();
    await bot.chat.postMessage(post);
    expect(performance.now() - before).toBeGreaterThan(50);
    expect(await errorOf(bot.chat.postMessage(post))).toMatch(/^\{"ok":true/);
    expect(slack.workspace.messages('C0WEB')).toHaveLength(2);
  }));

test('a fault waits for its own method', () =>
  withSlack({}, async (slack, bot) => {
    slack.failNext('chat.update', { status: 500 });
    expect(await bot.chat.postMessage(post)).toMatchObject({ ok: true });
  }));
