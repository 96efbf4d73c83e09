import type { KnownBlock } from '@slack/types';
import type { ViewStateValue } from '@slack/bolt';
import type { Action, Refusal } from '#core/case-action.ts';
import type { Permission } from '#core/permissions.ts';
import type { Instant } from '#core/json.ts';
import type { Person } from '#core/actor.ts';
import type { Case, EscalationTarget } from '#core/case.ts';
import type { SlackUser } from './create-people.ts';
import type { Reception } from './reception.ts';
import type { SlackWords } from './words/slack-words.ts';

/** Which case a modal is about and where it was opened: its `private_metadata`. */
export interface ModalAbout {
  caseId: string;
  channel: string;
}

/** What a person filled in, by block id. */
export type Fields = Record<string, ViewStateValue | undefined>;

/** What reading needs to know. */
export interface FormContext {
  words: SlackWords;
  escalationTargets: EscalationTarget[];
  now: Instant;
  /** The person's time zone; asks Slack. */
  zone: () => Promise<string>;
  /** Who has filled it in. */
  user: SlackUser;
  /** Somebody else, with their name. */
  person: (user: SlackUser) => Promise<Person>;
}

/** Errors are shown on the fields, by block id. */
export type Reading = { action: Action } | { errors: Record<string, string> };

/** A form about a case. Each input's block id names it; `firstField` shows what belongs to no field. */
export interface Modal {
  /** Its `callback_id`, and its texts in the words. */
  id: 'snooze' | 'escalate' | 'close' | 'assign' | 'severity' | 'question';
  /** Absent: everybody may. */
  permission?: Permission;
  firstField: string;
  /** The fields that explain a refusal. */
  fieldOf: Partial<Record<Refusal['because'], string>>;
  /** `guess`: the user id of who may be meant. */
  blocks(context: Pick<FormContext, 'words' | 'escalationTargets'> & { guess?: string }): KnownBlock[];
  read(fields: Fields, context: FormContext): Promise<Reading>;
  /** What follows when it is done. */
  after?(c: Case, about: ModalAbout & { userId: string }, reception: Reception): Promise<void>;
}

const version = 1;

export function writeAbout({ caseId, channel }: ModalAbout): string {
  return JSON.stringify({ v: version, case: caseId, channel });
}

/** Undefined when it is of another version. */
export function readAbout(metadata: string): ModalAbout | undefined {
  try {
    const { v, case: caseId, channel } = JSON.parse(metadata) as Record<string, unknown>;
    return v === version && typeof caseId === 'string' && typeof channel === 'string' ? { caseId, channel } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
