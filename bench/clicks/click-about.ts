import { setTimeout as wait } from 'node:timers/promises';
import type { SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import type { Town } from '#sandbox/start-town.ts';

/** How long it took until Irene had acknowledged, and until the card had changed, both in ms; Infinity = never. */
export interface Click {
  acknowledgedMs: number;
  changedMs: number;
}

const patienceMs = 20_000;
const channels = ['C0WEB', 'C0SECURITY'] as const;

/**
 * Acknowledges cards, and takes that back, until `signal` aborts: as one person does who looks what the last click has
 * done, and then presses the next one `pauseMs` later.
 */
export async function clickAbout(town: Town, pauseMs: number, signal: AbortSignal): Promise<Click[]> {
  const clicks: Click[] = [];
  for (let n = 0; !signal.aborted; n += 1) {
    const channel = channels[n % channels.length] ?? 'C0WEB';
    const click = await clickOne(town, channel, n * 7);
    if (click !== undefined) clicks.push(click);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return clicks;
}

async function clickOne(town: Town, channel: string, nth: number): Promise<Click | undefined> {
  const cards = town.cards(channel);
  const card = cards[nth % Math.max(1, cards.length)];
  const actionId = card === undefined ? undefined : pressable(card);
  if (card === undefined || actionId === undefined) return undefined;
  const startedAt = performance.now();
  const changed = changeOf(town, card, actionId, startedAt);
  const answer = await town.slack.person('UAKI').act({ channel, ts: card.ts, actionId });
  const acknowledgedMs = answer.ok ? performance.now() - startedAt : Infinity;
  return { acknowledgedMs, changedMs: await changed };
}

function pressable(card: SlackMessage): 'acknowledge' | 'unacknowledge' | undefined {
  const text = JSON.stringify(card);
  return (['acknowledge', 'unacknowledge'] as const).find((id) => text.includes(`"${id}"`));
}

/** Resolves when the button that was pressed is not on the card any more. */
function changeOf(town: Town, card: SlackMessage, actionId: string, startedAt: number): Promise<number> {
  return new Promise((resolve) => {
    const stop = town.slack.workspace.onChange(look);
    const late = setTimeout(() => end(Infinity), patienceMs);
    function look(): void {
      if (pressable(card) !== actionId) end(performance.now() - startedAt);
    }
    function end(ms: number): void {
      stop();
      clearTimeout(late);
      resolve(ms);
    }
  });
}
