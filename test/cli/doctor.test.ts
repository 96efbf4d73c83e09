import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startSlackSandbox } from '#sandbox/slack/start-slack-sandbox.ts';
import { readManifest } from '#test/slack/a-slack.ts';
import { until } from '#test/until.ts';

async function aCommand(args: string[], settings: Record<string, string> = {}) {
  const sandbox = await startSlackSandbox({ manifest: readManifest() });
  onTestFinished(() => sandbox.close());
  const cwd = await mkdtemp(join(tmpdir(), 'irene-doctor-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const env = {
    PATH: process.env['PATH'] ?? '',
    IRENE_RULES: join(import.meta.dirname, '../../rules'),
    IRENE_CHANNEL: '#security',
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    ...settings,
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/irene.js'), 'doctor', ...args], {
    cwd,
    env,
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]).then(
    ([out, err, [code]]) => ({ out, err, code: Number(code) }),
  );
  return { sandbox, ended };
}

test('prints one line for each thing it looked at, asks for the click, and ends with 0 when all is well', async () => {
  const { sandbox, ended } = await aCommand(['--slack']);
  const card = await until('a test card', () => sandbox.workspace.messages('C0SECURITY')[0]);
  await sandbox.person('UBEN').act({ channel: 'C0SECURITY', ts: card.ts, actionId: 'prove_click' });
  const { out, err, code } = await ended;
  expect(err).toContain('Press the button of the test card');
  expect(out).toContain('ok     channel #security: #security C0SECURITY (IRENE_CHANNEL)');
  expect(out).toMatch(/ok\s+click: clicked by UBEN; /);
  expect(out).toMatch(/Slack: all is well\n$/);
  expect(code).toBe(0);
});

test('what is wrong comes with what to do, and ends with 1; --json says the same', async () => {
  const { ended } = await aCommand(['--slack', '--json'], { IRENE_CHANNEL: 'C0RANDOM', IRENE_OPS_CHANNEL: '#nowhere' });
  const { out, code } = await ended;
  const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: Record<string, string>[] };
  expect(ok).toBe(false);
  expect(findings.filter(({ state }) => state === 'wrong').map(({ about }) => about)).toEqual([
    'channel C0RANDOM',
    'channel #nowhere',
  ]);
  expect(findings.every(({ state, fix }) => state !== 'wrong' || fix !== undefined)).toBe(true);
  expect(code).toBe(1);
});

test.each([
  [['--slack', '--wait', 'soon'], {}, '--wait: expected whole seconds'],
  [[], {}, 'irene doctor --slack'],
  [['--slack'], { SLACK_BOT_TOKEN: 'xoxp-test' }, 'SLACK_BOT_TOKEN: expected a bot token'],
])('wrong use %j %j ends with 2', async (args, settings, says) => {
  const { ended } = await aCommand(args, settings);
  const { err, code } = await ended;
  expect(err).toContain(says);
  expect(code).toBe(2);
});
