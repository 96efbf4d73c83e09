import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { until } from '#test/until.ts';
import { botOf, withApp, withSlack } from './slack-fixture.ts';

interface Envelope {
  type: string;
  reason?: string;
  envelope_id: string;
  retry_attempt?: number;
  retry_reason?: string;
  num_connections?: number;
  payload: { event_id: string; event: { text: string }; text?: string };
}

/** A socket of an app that reads but acknowledges only what it is told to. */
async function connect(slack: SlackSandbox): Promise<{ socket: WebSocket; received: Envelope[] }> {
  const { url = '' } = await botOf(slack, slack.appToken).apps.connections.open({});
  const received: Envelope[] = [];
  const socket = new WebSocket(url);
  socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString()) as Envelope));
  await until('the first message', () => received[0]);
  return { socket, received };
}

function eventsIn(received: Envelope[]): Envelope[] {
  return received.filter((envelope) => envelope.type === 'events_api');
}

test('an event that nobody acknowledges comes again, so often and no more', () =>
  withSlack({ strictness: { acknowledgeWithinMs: 30, maxRedeliveries: 2 } }, async (slack) => {
    const { received } = await connect(slack);
    await slack.person('UAKI').say('C0WEB', '<@UIRENE> hello');
    await until(
      'all deliveries',
      () => eventsIn(received).length >= 3 * kindsOf(received).length && received.length > 3,
    );
    const mentions = eventsIn(received).filter(
      (one) => one.payload.event_id === eventsIn(received)[0]?.payload.event_id,
    );
    expect(mentions.map((one) => [one.retry_attempt, one.retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
    ]);
  }));

test('an event that its socket did not acknowledge comes over another one, and once it is acknowledged no more', () => {
  const manifest = { settings: { event_subscriptions: { bot_events: ['app_mention'] } } };
  return withSlack({ manifest, strictness: { acknowledgeWithinMs: 60_000 } }, async (slack) => {
    const first = await connect(slack);
    await slack.person('UAKI').say('C0WEB', '<@UIRENE> hello');
    await until('the event', () => eventsIn(first.received)[0]);
    first.socket.close();
    await until('the socket is gone', () => slack.openSockets() === 0);
    await slack.person('UAKI').say('C0WEB', '<@UIRENE> are you there?');
    const second = await connect(slack);
    await until('both events', () => eventsIn(second.received).length === 2);
    const [again, fresh] = eventsIn(second.received);
    expect(again).toMatchObject({ retry_attempt: 1, payload: { event: { text: '<@UIRENE> hello' } } });
    expect(fresh).toMatchObject({ retry_attempt: 0, payload: { event: { text: '<@UIRENE> are you there?' } } });
    for (const event of eventsIn(second.received)) {
      second.socket.send(JSON.stringify({ envelope_id: event.envelope_id, payload: {} }));
    }
    slack.strictness.acknowledgeWithinMs = 20;
    await slack.person('UBEN').say('C0WEB', '<@UIRENE> third');
    await until('the third, twice', () => eventsIn(second.received).length === 4);
    expect(
      eventsIn(second.received)
        .slice(2)
        .map((one) => one.payload.event.text),
    ).toEqual(['<@UIRENE> third', '<@UIRENE> third']);
  });
});

test('a command that is not acknowledged in time fails for the person and is not sent again', () =>
  withSlack({ strictness: { acknowledgeWithinMs: 50 } }, async (slack) => {
    const { received } = await connect(slack);
    const answer = await slack.person('UAKI').command('C0WEB', '/irene');
    expect(answer).toEqual({ ok: false, error: 'operation_timeout' });
    await slack.person('UAKI').command('C0WEB', '/irene again');
    const commands = () => received.filter((envelope) => envelope.type === 'slash_commands');
    await until('both commands', () => commands().length >= 2);
    expect(commands().map(({ payload }) => payload.text)).toEqual(['', 'again']);
  }));

test('a command without any socket cannot be dispatched', () =>
  withSlack({}, async (slack) => {
    expect(await slack.person('UAKI').command('C0WEB', '/irene')).toEqual({ ok: false, error: 'dispatch_failed' });
  }));

test('what is sent is spread over the sockets, and one too many is turned away', () =>
  withSlack({ strictness: { maxSockets: 2, acknowledgeWithinMs: 20 } }, async (slack) => {
    const [one, two, three] = [await connect(slack), await connect(slack), await connect(slack)];
    expect(two.received[0]).toMatchObject({ type: 'hello', num_connections: 2 });
    expect(three.received[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
    for (const text of ['1', '2']) await slack.person('UAKI').command('C0WEB', `/irene ${text}`);
    const commandsOf = ({ received }: typeof one) => received.filter(({ type }) => type === 'slash_commands').length;
    await until('both commands', () => commandsOf(one) + commandsOf(two) === 2);
    expect([commandsOf(one), commandsOf(two)]).toEqual([1, 1]);
    expect(slack.openSockets()).toBe(2);
  }));

test('an address of a socket is good once', () =>
  withSlack({}, async (slack) => {
    const { url = '' } = await botOf(slack, slack.appToken).apps.connections.open({});
    const first = new WebSocket(url);
    await until('the first is open', () => first.readyState === WebSocket.OPEN);
    const second = new WebSocket(url);
    const error = await new Promise((resolve) => {
      second.on('error', resolve);
    });
    expect(String(error)).toContain('401');
  }));

test('the app comes back when its socket is to be refreshed', () =>
  withSlack({}, async (slack) => {
    await withApp(
      slack,
      (app) => app.command('/irene', ({ ack }) => ack('here')),
      async () => {
        slack.refreshSockets('refresh_requested');
        expect(slack.openSockets()).toBe(0);
        await until('the app is back', () => slack.openSockets() === 1);
        expect(await slack.person('UAKI').command('C0WEB', '/irene')).toEqual({ ok: true, payload: { text: 'here' } });
      },
      1_000,
    );
  }));

function kindsOf(received: Envelope[]): string[] {
  return [...new Set(eventsIn(received).map((envelope) => envelope.payload.event_id))];
}
