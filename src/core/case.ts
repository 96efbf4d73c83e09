import type { Actor, Person } from './actor.ts';
import type { CloseReason, Fact, Resource, SeenValue } from './alert.ts';
import type { Destination } from './mirror.ts';
import type { Instant } from './json.ts';
import type { Question } from './question-case.ts';
import type { Step } from './reminders.ts';
import type { RuleRouting } from './rule-routing.ts';
import type { Severity } from './severity.ts';

export const statuses = ['open', 'acknowledged', 'snoozed', 'closed'] as const;
export type Status = (typeof statuses)[number];

/** One step that led to a decision about the case: which rule, which values, what it did. */
export interface TraceStep {
  decides: 'identity' | 'severity' | 'silence' | 'route';
  rule: string;
  /** Who, where it was no rule; `rule` is then the name. */
  by?: Actor;
  because: string;
  /** Where the rule stands in the rules folder. */
  path?: string;
  line?: number;
  /** What the rule saw. */
  values?: SeenValue[];
  /** Of a step that changed the severity. */
  from?: Severity;
  to?: Severity;
}

/** Until when a case makes no noise, and which rule says so, or which person. */
export interface Silenced {
  until: Instant;
  /** Of a person's silence its mark, `silence/<id>`. */
  rule: string;
  reason: string;
  by?: Person;
}

/** Whom an escalation calls: `pagerduty`, a Slack user group or user id, or `here`; with the name that people read. */
export interface EscalationTarget {
  id: string;
  label: string;
}

/** What people work on: all alerts with one fingerprint, for ever. */
export interface Case {
  id: string;
  fingerprint: string;
  type: string;
  title: string;
  description?: string;
  sources: string[];
  project: string;
  provider: 'aws' | 'gcp' | 'other';
  account: string;
  region?: string;
  resource: Resource;
  /** Of the newest alert. */
  facts: Fact[];
  url?: string;

  severity: Severity;
  /** A person's word beats the rules until the case closes. */
  severityBy: Actor;
  /** While a person's word counts: the worst that the rules have said. */
  rulesSay?: Severity;
  status: Status;
  statusBy: Actor;
  statusAt: Instant;
  /** Who takes care of it, whatever its status. */
  assignee?: Person;
  /** Words to find it by: the tags of the rules that made its alerts, and what people add. Lower case, sorted, each once. */
  labels?: string[];
  /** Why the status is what it is, in the words of who set it. */
  statusComment?: string;
  /** Only when closed. */
  reason?: CloseReason;
  /** Closed as accepted until then; after it the next alert reopens. */
  acceptedUntil?: Instant;
  /** Closed by a rule that lets no alert reopen it; people can. */
  staysClosed?: true;
  /** Only when snoozed. */
  snoozedUntil?: Instant;
  wakeWhenWorse?: boolean;
  /** A silence in the rules: shown nowhere until then, or until something comes that is not silenced. */
  silenced?: Silenced;
  /** A rule thinks that it is over, but wants to see it twice. */
  doubt?: { rule: string; at: Instant };
  /** What the rule that made the newest alert says about its way to people. */
  routing?: RuleRouting;
  /** Pages somebody whatever the severity, until the case closes. */
  escalation?: { at: Instant; by: Actor; to: EscalationTarget };
  /**
   * How often in this episode somebody had to be called anew although the first call had been answered: an escalation,
   * a worse alert on an acknowledged case, the end of a snooze, an acknowledgement that was taken back.
   */
  calls: number;

  /** The last reminder since it has its status, and its timeline entry. */
  reminded?: { at: Instant; seq: number };
  /** Acknowledged, and nobody has answered yet whether somebody is still working on it. */
  asked?: { at: Instant; seq: number };
  /** When somebody last said so. */
  stillAt?: Instant;
  /** The person whose doing it seems to be was asked, and has not said that it was them. */
  question?: Question;
  /** What the clock does next by itself, soonest first, as the policy said when the case was written. */
  upcoming?: Step[];

  /** 1, and one more each time the case comes back after it was closed. */
  episode: number;
  openedAt: Instant;
  firstSeenAt: Instant;
  lastSeenAt: Instant;
  /** Occurrences, all episodes. */
  count: number;
  trace: TraceStep[];
  /** Everywhere this case has been sent to be shown; grows only. */
  shownIn: Destination[];
  /** Grows with each write, by the changes that it brings. */
  revision: number;
  timelineLength: number;
}
