import type { WebClient } from '@slack/web-api';
import type { Log } from '#core/log.ts';
import type { Desk } from '#pipeline/desk.ts';
import { contentHash } from '../content-hash.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { channelsOf } from './channels-of.ts';
import { renderHome, renderHomeError } from './render-home.ts';

/** The App Homes that people look at. */
export interface Homes {
  /** Draws a person's home anew, with what there is to say. Never rejects. */
  show(userId: string, notice?: string): Promise<void>;
  /** Those that were opened a short while ago are drawn anew where something changed. */
  refresh(): Promise<void>;
  stop(): void;
}

/** Slack does not say when a person looks away. */
const watchedMs = 30 * 60_000;
const everyMs = 20_000;

interface HomesOptions {
  client: WebClient;
  desk: Pick<Desk, 'home'>;
  wordsFor: (userId: string) => Promise<SlackWords>;
  log: Log;
}

/** Keeps the homes of this process; each open one costs a look every 20 s, and a call only when it would look different. */
export function createHomes({ client, desk, wordsFor, log }: HomesOptions): Homes {
  const watched = new Map<string, { at: number; hash: string }>();
  const timer = setInterval(() => void refresh(), everyMs).unref();

  async function viewFor(userId: string, notice?: string) {
    const words = await wordsFor(userId);
    try {
      const channels = await channelsOf(client, userId);
      return renderHome(await desk.home({ personId: `slack:${userId}`, channels }), words, notice);
    } catch (error) {
      log.error({ err: error, userId }, 'slack home cannot be read');
      return renderHomeError(words);
    }
  }

  async function draw(userId: string, at: number, notice?: string): Promise<void> {
    const view = await viewFor(userId, notice);
    const hash = contentHash(view);
    if (watched.get(userId)?.hash === hash) return;
    await client.views.publish({ user_id: userId, view });
    watched.set(userId, { at, hash });
  }

  async function safely(userId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, userId }, 'slack home is not drawn');
    }
  }

  async function refresh(): Promise<void> {
    for (const [userId, { at }] of watched) {
      if (Date.now() - at > watchedMs) watched.delete(userId);
      else await safely(userId, () => draw(userId, at));
    }
  }

  return {
    show: (userId, notice) =>
      safely(userId, () => {
        watched.delete(userId);
        return draw(userId, Date.now(), notice);
      }),
    refresh,
    stop: () => clearInterval(timer),
  };
}
