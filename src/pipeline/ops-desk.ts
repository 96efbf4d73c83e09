import type { Person } from '#core/actor.ts';
import type { Locale } from '#core/words.ts';
import type { DeadLetter } from './list-dead.ts';
import type { Status } from './read-status.ts';
import type { RuleLookup, RulesOverview } from './rule-views.ts';

export type ReplayAnswer =
  | { queued: string }
  /** Its occurrences are no longer kept: read again, they would count a second time. */
  | { forgotten: true }
  /** Keys that look like it. */
  | { near: string[] };

/** How Irene herself is doing, and what can be done about it. Throws TemporaryFailure when the store cannot answer. */
export interface OpsDesk {
  status(): Promise<Status>;
  /** The first of the dead messages, and how many there are. */
  dead(most: number): Promise<{ letters: DeadLetter[]; total: number }>;
  /** Sends a dead message again. False when no dead message has this id. */
  redrive(id: string, by: Person): Promise<boolean>;
  /** Removes one for ever and keeps its file. False when no dead message has this id. */
  discard(id: string, decision: { by: Person; why: string }): Promise<boolean>;
  /** Has a saved file read again, whatever became of it. */
  replay(key: string, by: Person): Promise<ReplayAnswer>;
  rules(): Promise<RulesOverview>;
  rule(asked: string): RuleLookup;
  /** Undefined: the person has chosen none. */
  language(personId: string): Promise<Locale | undefined>;
  setLanguage(personId: string, locale: Locale): Promise<void>;
}
