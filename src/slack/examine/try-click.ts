import { setTimeout as wait } from 'node:timers/promises';
import type { SlackClients } from '../connect-slack.ts';
import { onProofClick, proofCard, provenType } from '../proof-card.ts';
import { superviseSocket } from '../supervise-socket.ts';
import type { Log } from '#core/log.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { failureText, type SlackFinding } from './finding.ts';

export interface Trial {
  clients: SlackClients;
  /** An id. */
  channel: string;
  words: SlackWords;
  /** A running Irene takes the click; else this process connects and takes it. */
  isIreneThere: boolean;
  waitMs: number;
  /** Asks the person to click. */
  say: (line: string) => void;
  log: Log;
}

const lookEveryMs = 500;
const about = 'test card';

/** Posts a card with one button and waits until somebody's click has changed it. Never rejects. */
export async function tryClick(trial: Trial): Promise<SlackFinding[]> {
  const { clients, channel, words, say } = trial;
  let startedAt = performance.now();
  try {
    const listening = trial.isIreneThere ? undefined : await listenAlone(trial);
    try {
      startedAt = performance.now();
      const { ts } = await clients.answerer.chat.postMessage({ channel, ...proofCard(words) });
      const posted: SlackFinding = { about, state: 'ok', says: `posted in ${sinceText(startedAt)}` };
      say(`Press the button of the test card in ${channel} (waiting ${Math.round(trial.waitMs / 1000)} s) …`);
      return [posted, await clickOf(trial, ts ?? '')];
    } finally {
      await listening?.stop();
    }
  } catch (error) {
    const fix = 'see the lines above first';
    return [{ about, state: 'wrong', says: `not posted: ${failureText(error)}`, fix }];
  }
}

async function listenAlone({ clients, words, log }: Trial): Promise<{ stop(): Promise<void> }> {
  clients.app.action(/.*/, onProofClick(words));
  const socket = superviseSocket(clients.receiver.client, log);
  await socket.start();
  return socket;
}

/** The card says by itself that it was clicked and how long that took, whoever took the click. */
async function clickOf({ clients, channel, waitMs, isIreneThere }: Trial, ts: string): Promise<SlackFinding> {
  const endsAt = performance.now() + waitMs;
  while (performance.now() < endsAt) {
    const proven = await provenIn(clients, channel, ts);
    if (proven !== undefined) {
      const says = `clicked by ${proven.user}; from the click to Irene ${proven.cameMs} ms, to the changed card ${proven.changedMs} ms`;
      return { about: 'click', state: 'ok', says };
    }
    await wait(lookEveryMs);
  }
  const fix = isIreneThere
    ? 'if somebody did press it: the running Irene is of an older version, or its interactivity is off (manifest.yml)'
    : 'if somebody did press it: turn Interactivity on for the app (or paste manifest.yml again)';
  return {
    about: 'click',
    state: 'wrong',
    says: `nobody pressed the button within ${Math.round(waitMs / 1000)} s`,
    fix,
  };
}

async function provenIn({ answerer }: SlackClients, channel: string, ts: string) {
  const page = await answerer.conversations.history({
    channel,
    latest: ts,
    oldest: ts,
    inclusive: true,
    limit: 1,
    include_all_metadata: true,
  });
  const { metadata } = page.messages?.[0] ?? {};
  if (metadata?.event_type !== provenType) return undefined;
  const { user, came_ms: cameMs, changed_ms: changedMs } = metadata.event_payload as Record<string, unknown>;
  return { user: String(user), cameMs: Number(cameMs), changedMs: Number(changedMs) };
}

function sinceText(startedAt: number): string {
  return `${Math.round(performance.now() - startedAt)} ms`;
}
