import type { Instant } from '#core/json.ts';
import type { Log } from '#core/log.ts';
import type { Permissions } from '#core/permissions.ts';
import type { Locale } from '#core/words.ts';
import type { Desk } from '#pipeline/desk.ts';
import type { SlackClients } from './connect-slack.ts';
import { createHomes } from './home/create-homes.ts';
import { listen } from './listen.ts';
import { createTongues } from './create-tongues.ts';
import { createPeople } from './create-people.ts';
import type { EscalationTarget } from '#core/case.ts';
import { superviseSocket } from './supervise-socket.ts';

export interface SlackDoorOptions {
  slack: SlackClients;
  desk: Desk;
  locale: Locale;
  /** Irene's own, for people who ask. */
  version: string;
  log: Log;
  /** Whom an escalation may call now, as the rules may change; the first is the default. */
  targets: () => EscalationTarget[];
  /** Who may do what now. */
  permissions: () => Permissions;
  /** For tests; the clock on the wall otherwise. */
  now?: () => Instant;
}

export interface SlackDoor {
  /** Resolves when connected, or when the first attempt failed and the next ones go on by themselves. */
  start(): Promise<void>;
  /** Takes no more work, and waits for what people have asked for already. */
  stop(): Promise<void>;
}

// A listener that hangs must not keep the program up.
const finishWithinMs = 5_000;

/** The way in from Slack: buttons, modals and `/irene`. */
export function createSlackDoor(options: SlackDoorOptions): SlackDoor {
  const { slack, desk, locale, version, log, targets, permissions, now } = options;
  const tongues = createTongues({ house: locale, ops: desk.ops, log });
  const homes = createHomes({ client: slack.answerer, desk, wordsFor: tongues.wordsFor, log });
  const work = listen(slack.app, {
    desk,
    words: tongues.houseWords,
    tongues,
    version,
    homes,
    people: createPeople(slack.answerer, log),
    client: slack.answerer,
    log,
    get escalationTargets() {
      return targets();
    },
    get permissions() {
      return permissions();
    },
    now: now ?? (() => new Date().toISOString()),
  });
  const socket = superviseSocket(slack.receiver.client, log);
  return {
    start: () => socket.start(),
    stop: async () => {
      homes.stop();
      await socket.stop();
      await work.finished(finishWithinMs);
    },
  };
}
