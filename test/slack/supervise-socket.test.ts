import { expect, test } from 'vitest';
import { createSlackDoor } from '#slack/create-slack-door.ts';
import { until } from '#test/until.ts';
import { aDesk } from './a-desk.ts';
import { aDoor, wednesday } from './a-door.ts';
import { aLog, aSlack } from './a-slack.ts';

test('a socket that Slack renews comes back at once', async () => {
  const { sandbox, desk, id, press } = await aDoor();
  sandbox.refreshSockets('refresh_requested');
  await until('a new socket', () => sandbox.openSockets() === 1);
  await press('UAKI', 'acknowledge');
  await until('the case is acknowledged', () => desk.cases.get(id)?.status === 'acknowledged');
});

test('a Slack that is away at the start does not stop Irene, and is reached later', async () => {
  const { sandbox, clients } = await aSlack();
  sandbox.failNext('apps.connections.open', { status: 500 });
  const { log, lines } = aLog();
  const desk = aDesk([], () => wednesday);
  const door = createSlackDoor({
    slack: clients,
    desk,
    locale: 'en',
    version: '1.2.3',
    log,
    targets: () => [],
    permissions: () => ({}),
  });
  await door.start();
  expect(lines.some(({ message }) => message === 'slack cannot be connected')).toBe(true);
  await until('a socket', () => sandbox.openSockets() === 1);
  await door.stop();
  await until('no socket', () => sandbox.openSockets() === 0);
});

test('a stop while it connects leaves no socket behind', async () => {
  const { sandbox, clients } = await aSlack();
  sandbox.failNext('apps.connections.open', { delayMs: 300 });
  const door = createSlackDoor({
    slack: clients,
    desk: aDesk([], () => wednesday),
    locale: 'en',
    version: '1.2.3',
    log: aLog().log,
    targets: () => [],
    permissions: () => ({}),
  });
  const started = door.start();
  await until('the call', () => sandbox.calls.some(({ method }) => method === 'apps.connections.open'));
  await door.stop();
  await started;
  await until('no socket', () => sandbox.openSockets() === 0);
});
