import type { Log } from '#core/log.ts';
import type { SlackClients } from '../connect-slack.ts';
import { createSlackWorkspace } from '../create-slack-workspace.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { findListener } from './find-listener.ts';
import type { SlackFinding } from './finding.ts';
import { lookAtChannel, type NamedChannel } from './look-at-channel.ts';
import { compareScopes, lookAtBotToken } from './look-at-tokens.ts';
import { tryClick } from './try-click.ts';

export interface Examination {
  clients: SlackClients;
  appToken: string;
  /** The scopes that the manifest asks for. */
  scopes: string[];
  /** Every channel that the settings and projects name; the test card goes to the first. */
  channels: NamedChannel[];
  words: SlackWords;
  /** How long to wait for the click; 0: post nothing. */
  clickMs: number;
  say: (line: string) => void;
  log: Log;
}

const helloMs = 10_000;

/** Looks at one thing after the other, each told as soon as it is known. What cannot work after a failure is left out. */
export async function* examineSlack(examination: Examination): AsyncGenerator<SlackFinding> {
  const { clients, channels } = examination;
  const bot = await lookAtBotToken(clients.answerer);
  yield* bot.findings;
  const socket = await findListener(clients.answerer, examination.appToken, helloMs);
  yield socket.finding;
  if (bot.findings.some(({ state }) => state === 'wrong')) return;
  yield* compareScopes(bot.granted, examination.scopes);
  const workspace = createSlackWorkspace(clients.answerer);
  let isFirstFine = false;
  for (const [at, channel] of channels.entries()) {
    const finding = await lookAtChannel(channel, { client: clients.answerer, workspace });
    if (at === 0) isFirstFine = finding.state === 'ok';
    yield finding;
  }
  const [first] = channels;
  if (!isFirstFine || first === undefined || socket.others === undefined || examination.clickMs === 0) return;
  const channel = (await workspace.channelId(first.to)) ?? first.to;
  yield* await tryClick({ ...examination, channel, isIreneThere: socket.others > 0, waitMs: examination.clickMs });
}
