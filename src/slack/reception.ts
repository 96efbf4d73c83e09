import type { KnownBlock, MessageAttachment } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { EscalationTarget } from '#core/case.ts';
import type { Instant } from '#core/json.ts';
import type { Log } from '#core/log.ts';
import type { Permissions } from '#core/permissions.ts';
import type { Desk } from '#pipeline/desk.ts';
import type { People } from './create-people.ts';
import type { Tongues } from './create-tongues.ts';
import type { Homes } from './home/create-homes.ts';
import type { SlackWords } from './words/slack-words.ts';

/** What every command, button and modal may use. */
export interface Reception {
  desk: Desk;
  /** Of the person who acts, once a listener has taken up what they did. */
  words: SlackWords;
  tongues: Tongues;
  /** Irene's own. */
  version: string;
  people: People;
  homes: Homes;
  /** For modals and late answers; it does not wait. */
  client: WebClient;
  log: Log;
  escalationTargets: EscalationTarget[];
  /** Who may do what, as the rules say it now. */
  permissions: Permissions;
  now(): Instant;
}

/** The same in the language of this person. */
export async function receptionFor(userId: string, reception: Reception): Promise<Reception> {
  return { ...reception, words: await reception.tongues.wordsFor(userId) };
}

/** An answer to one person. */
export interface Reply {
  text: string;
  blocks?: KnownBlock[];
  attachments?: MessageAttachment[];
}

/** Says `reply` to the person who acted. */
export type Answer = (reply: Reply) => Promise<void>;
