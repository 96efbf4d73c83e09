import type { Refusal } from '#core/case-action.ts';
import type { Permission } from '#core/permissions.ts';
import type { Undone } from '#core/undo-action.ts';

/** The commands about one case. */
export type CaseCommandName =
  | 'ack'
  | 'unack'
  | 'close'
  | 'reopen'
  | 'snooze'
  | 'escalate'
  | 'assign'
  | 'severity'
  | 'note';

/** What a command answers when it is done. */
export type Deed =
  | 'acknowledge'
  | 'unacknowledge'
  | 'snooze'
  | 'wake'
  | 'escalate'
  | 'close'
  | 'reopen'
  | 'assign'
  | 'set_severity'
  | 'comment';

export type NewRefusal = Extract<
  Refusal['because'],
  'already_assigned' | 'same_severity' | 'why_missing' | 'changed_since' | 'too_late'
>;

/** Working on one case: assignments, severity, undo, commands, permissions. */
export interface WorkTexts {
  assigned(to: string): string;
  ratedBy(by: string): string;
  menu: Record<'assign' | 'severity' | 'question' | 'silence' | 'why' | 'similar', string>;
  done: Record<Deed, string>;
  undo: string;
  undoHint: string;
  takenBack: Record<Undone, string>;
  notYours: string;
  refusals: Record<NewRefusal, string>;
  modal: {
    assign: {
      title: string;
      submit: string;
      who: string;
      whos: Record<'me' | 'other' | 'nobody', string>;
      person: string;
    };
    severity: { title: string; submit: string; severity: string; why: string; hint: string };
  };
  problems: {
    pickPerson: string;
    needsWhy: string;
    noReason(typed: string): string;
    noLength(typed: string): string;
    noDate(typed: string): string;
    noSeverity(typed: string): string;
    noPerson(typed: string): string;
    noDay(typed: string): string;
    past(typed: string): string;
    missing: Record<'reason' | 'length' | 'person' | 'severity' | 'why' | 'text' | 'end', string>;
    endDoesNotFit(reason: string): string;
    linkHasNoCase: string;
    right(form: string, example: string): string;
  };
  commands: Record<CaseCommandName, { form: string; about: string; example(id: string): string }>;
  permissions: {
    names: Record<Permission, string>;
    refused(what: string, who: string): string;
    unknown(what: string, who: string, why: string): string;
  };
}
