import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '#core/log.ts';
import type { Locale } from '#core/words.ts';
import type { OpsDesk } from '#pipeline/ops-desk.ts';
import { slackWordsOf, type SlackWords } from './words/slack-words.ts';

/** In which language each person is answered. */
export interface Tongues {
  /** Of who has chosen none, and of what all see. */
  house: Locale;
  houseWords: SlackWords;
  /** Never rejects, and waits for half a second at most: a click must not hang on it. */
  wordsFor(userId: string): Promise<SlackWords>;
  /** The person has chosen another one. */
  forget(userId: string): void;
}

interface TongueOptions {
  house: Locale;
  ops: Pick<OpsDesk, 'language'>;
  log: Log;
}

/** Another replica may have taken the person's choice. */
const staleMs = 60_000;
const withinMs = 500;
const mostKept = 5_000;

/** Asks the store once a minute for each person. */
export function createTongues({ house, ops, log }: TongueOptions): Tongues {
  const known = new Map<string, { locale: Locale; askedAt: number }>();

  async function ask(userId: string): Promise<Locale> {
    const locale = (await ops.language(`slack:${userId}`)) ?? house;
    if (known.size >= mostKept) known.clear();
    known.set(userId, { locale, askedAt: Date.now() });
    return locale;
  }

  async function localeOf(userId: string): Promise<Locale> {
    const kept = known.get(userId);
    if (kept !== undefined && Date.now() - kept.askedAt < staleMs) return kept.locale;
    const before = kept?.locale ?? house;
    const asked = ask(userId).catch((error: unknown) => {
      log.warn({ err: error, userId }, 'the language of a person cannot be read');
      return before;
    });
    return Promise.race([asked, wait(withinMs, before, { ref: false })]);
  }

  return {
    house,
    houseWords: slackWordsOf(house),
    wordsFor: async (userId) => slackWordsOf(await localeOf(userId)),
    forget: (userId) => void known.delete(userId),
  };
}
