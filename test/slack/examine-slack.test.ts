import { expect, test } from 'vitest';
import type { SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { examineSlack, type Examination } from '#slack/examine/examine-slack.ts';
import type { SlackFinding } from '#slack/examine/finding.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { until } from '#test/until.ts';
import { aDoor } from './a-door.ts';
import { aLog, aSlack } from './a-slack.ts';
import { textsIn } from './texts-in.ts';

const channel = 'C0SECURITY';
type Slack = Awaited<ReturnType<typeof aSlack>>;

function examinationOf({ sandbox, clients }: Slack, more: Partial<Examination> = {}): Examination {
  return {
    clients,
    appToken: sandbox.appToken,
    scopes: ['chat:write', 'commands'],
    channels: [{ to: channel, by: ['IRENE_CHANNEL'] }],
    words: slackWordsOf('en'),
    clickMs: 0,
    say: () => {},
    log: aLog().log,
    ...more,
  };
}

async function examine(slack: Slack, more: Partial<Examination> = {}): Promise<SlackFinding[]> {
  return Array.fromAsync(examineSlack(examinationOf(slack, more)));
}

/** Presses the button of the test card as soon as it is there. */
async function pressProof(sandbox: SlackSandbox): Promise<string> {
  const card = await until('a test card', () =>
    sandbox.workspace.messages(channel).find(({ blocks }) => JSON.stringify(blocks ?? []).includes('prove_click')),
  );
  await sandbox.person('UAKI').act({ channel, ts: card.ts, actionId: 'prove_click' });
  return card.ts;
}

test('where all is well it names the bot, the scopes and the channels, and the click that changed the card', async () => {
  const slack = await aSlack();
  const [findings, ts] = await Promise.all([examine(slack, { clickMs: 60_000 }), pressProof(slack.sandbox)]);
  expect(findings.filter(({ state }) => state === 'wrong')).toEqual([]);
  expect(findings.map(({ about }) => about)).toEqual(
    expect.arrayContaining(['bot token', 'app token', 'scopes', `channel ${channel}`, 'test card', 'click']),
  );
  expect(findings.at(-1)?.says).toMatch(
    /^clicked by UAKI; from the click to Irene \d+ ms, to the changed card \d+ ms$/,
  );
  const [card] = slack.sandbox.workspace.messages(channel).filter((message) => message.ts === ts);
  expect(textsIn(card?.blocks).join(' ')).toContain('<@UAKI> pressed the button');
  await until('the connection is closed again', () => slack.sandbox.openSockets() === 0);
});

test('beside a running Irene it takes no connection of hers: she answers the click', async () => {
  const { sandbox, clients } = await aDoor();
  const [findings] = await Promise.all([examine({ sandbox, clients }, { clickMs: 60_000 }), pressProof(sandbox)]);
  expect(findings.find(({ about }) => about === 'app token')?.says).toContain('Irene is connected');
  expect(findings.at(-1)).toMatchObject({ about: 'click', state: 'ok' });
  expect(sandbox.openSockets()).toBe(1);
});

test('a click that nobody makes is told, with what to look at', async () => {
  const findings = await examine(await aSlack(), { clickMs: 1 });
  expect(findings.at(-1)).toMatchObject({
    about: 'click',
    state: 'wrong',
    fix: expect.stringContaining('Interactivity'),
  });
});

test('missing scopes are named, and those too many', async () => {
  const findings = await examine(await aSlack(), { scopes: ['chat:write', 'files:read'] });
  expect(findings.find(({ about, state }) => about === 'scopes' && state === 'wrong')?.says).toBe(
    'missing: files:read',
  );
  expect(findings.find(({ about, state }) => about === 'scopes' && state === 'note')?.says).toContain('commands');
});

test('a token that Slack does not take ends the look at what hangs on it', async () => {
  const { sandbox, clients } = await aSlack();
  sandbox.failNext('auth.test', { error: 'token_revoked' });
  const findings = await examine({ sandbox, clients }, { clickMs: 60_000 });
  expect(findings.map(({ about, state }) => [about, state])).toEqual([
    ['bot token', 'wrong'],
    ['app token', 'ok'],
  ]);
  expect(findings[0]?.fix).toContain('SLACK_BOT_TOKEN');
});

test('an app token of the wrong kind, and a Slack that does not answer, are told apart', async () => {
  const { sandbox, clients } = await aSlack();
  sandbox.failNext('apps.connections.open', { error: 'not_allowed_token_type' });
  const [, wrongKind] = await examine({ sandbox, clients });
  expect(wrongKind).toMatchObject({ about: 'app token', state: 'wrong', fix: expect.stringContaining('xapp-') });
  sandbox.failNext('apps.connections.open', { reset: true });
  const [, silent] = await examine({ sandbox, clients });
  expect(silent).toMatchObject({ state: 'wrong', fix: expect.stringContaining('proxy') });
});

test('channels that are archived, not joined or not there are told with what to do, and no card is posted', async () => {
  const slack = await aSlack();
  const { channels } = slack.sandbox.workspace;
  const [first, second] = channels;
  if (first === undefined || second === undefined) throw new Error('two channels are needed');
  first.isMember = false;
  second.isArchived = true;

  const findings = await examine(slack, {
    channels: [first.id, second.id, '#nowhere', 'C0NOWHERE'].map((to) => ({ to, by: ['project web'] })),
    clickMs: 60_000,
  });
  const about = findings.filter((finding) => finding.about.startsWith('channel'));
  expect(about.map(({ state }) => state)).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
  expect(about[0]?.fix).toContain('/invite');
  expect(about[1]?.says).toContain('archived');
  expect(about[2]?.says).toContain('no such channel (project web)');
  expect(about[3]?.says).toContain('no such channel');
  expect(slack.sandbox.calls.some(({ method }) => method === 'chat.postMessage')).toBe(false);
});
