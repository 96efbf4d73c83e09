import type { Actor } from '#core/actor.ts';
import type { NamedReason } from '#core/alert.ts';
import type { Refusal } from '#core/case-action.ts';
import type { TraceStep } from '#core/case.ts';
import type { Severity } from '#core/severity.ts';
import { wordsOf, type Locale, type Words } from '#core/words.ts';
import type { DoctorWords } from './doctor-words.ts';
import type { QuestionWords } from './question-words.ts';
import type { OpsCommandName, OpsTexts } from './ops-words.ts';
import type { OrdersWords } from './orders-words.ts';
import type { BulkWords } from './bulk-words.ts';
import type { BulletinTexts } from './bulletin-words.ts';
import { en } from './en.ts';
import type { HomeTexts } from './home-words.ts';
import { ja } from './ja.ts';
import type { RemindTexts } from './remind-words.ts';
import type { SearchWords } from './search-words.ts';
import type { CaseCommandName, WorkTexts } from './work-words.ts';

export type { CaseCommandName, Deed } from './work-words.ts';

/** What happens to a case by itself from here on, for the status line. */
export type Next =
  | 'pages'
  | 'waits'
  | 'worse_reopens'
  | 'wakes_early'
  | 'stays_quiet'
  | 'again_reopens'
  | 'worse_only'
  | 'stays_closed';

export type ButtonName = 'acknowledge' | 'unacknowledge' | 'wake' | 'reopen' | 'snooze' | 'escalate' | 'close';
export type SnoozeLength = '30m' | '1h' | '4h' | 'tomorrow' | 'monday' | '1w' | 'date';
export type CommandName =
  | 'search'
  | 'show'
  | 'why'
  | 'help'
  | 'silence'
  | 'silences'
  | 'subscribe'
  | 'unsubscribe'
  | 'subscriptions'
  | 'stats'
  | OpsCommandName
  | CaseCommandName;

/** Every text that Slack shows, in one language. Arguments are already escaped for where they go, unless said. */
export interface SlackTexts {
  /** Raw, to be escaped by the caller. */
  actor(actor: Actor): string;
  card: {
    firstSeen(at: string): string;
    more(count: number): string;
    resource: string;
    open(since: string): string;
    escalated(to: string, by: string): string;
    acknowledged(by: string, at: string): string;
    snoozed(until: string, by: string): string;
    closed(reason: string, by: string, at: string): string;
    because(why: string): string;
    acceptedUntil(at: string): string;
    silenced(until: string, rule: string): string;
    runbook: string;
    next: Record<Next, string>;
  };
  evidence: {
    heading: string;
    decides: Record<TraceStep['decides'], string>;
    fields: Record<'type' | 'resource' | 'project' | 'account' | 'region' | 'seen', string>;
  };
  remind: RemindTexts;
  work: WorkTexts;
  bulk: BulkWords;
  bulletins: BulletinTexts;
  home: HomeTexts;
  why: { heading(severity: string): string; cut: string };
  search: SearchWords;
  storm: {
    title(count: number): string;
    on(since: string): string;
    over(since: string, until: string): string;
    about: string;
  };
  buttons: Record<ButtonName, string> & {
    openIn(place: string): string;
    openFinding: string;
    openResource: string;
    show: string;
    next: string;
    first: string;
  };
  modal: {
    cancel: string;
    why: string;
    snooze: {
      title: string;
      submit: string;
      length: string;
      lengths: Record<SnoozeLength, string>;
      until: string;
      wake: string;
    };
    escalate: { title: string; submit: string; to: string; onCall: string; message: string; warning: string };
    question: { title: string; submit: string; who: string; length: string; message: string };
    close: {
      title: string;
      submit: string;
      reason: string;
      reasons: Record<NamedReason, string>;
      comment: string;
      until: string;
      untilHint: string;
    };
  };
  problems: { pickDate: string; past: string; needsEnd: string; endDoesNotFit: string };
  answers: {
    refused(refusal: Refusal, by: string, ago: string): string;
    ago(ms: number): string;
    unknownCase(id: string): string;
    manyCases(prefix: string): string;
    oldButton: string;
    unknownButton: string;
    notDone: string;
    unknownCommand(typed: string): string;
    missing(form: string): string;
    tooLong: string;
    shownIn(links: string): string;
    lastSeen(at: string): string;
  };
  doctor: DoctorWords;
  ops: OpsTexts;
  orders: OrdersWords;
  question: QuestionWords;
  commands: { heading: string; everyHelp: string } & Record<CommandName, { form: string; about: string }>;
}

/** One language's texts, with the words that all mirrors share. */
export interface SlackWords extends SlackTexts {
  shared: Words;
  severityWord(severity: Severity): string;
}

export function slackWordsOf(locale: Locale): SlackWords {
  const shared = wordsOf(locale);
  return {
    ...(locale === 'ja' ? ja : en),
    shared,
    severityWord: (severity) => shared.severity[severity].toUpperCase(),
  };
}
