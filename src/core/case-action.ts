import type { Actor } from './actor.ts';
import {
  annotateCase,
  annotationOf,
  isAnnotation,
  whyNotAnnotate,
  withoutOverride,
  type Annotation,
} from './annotate-case.ts';
import type { CloseReason } from './alert.ts';
import {
  withoutDoubt,
  withoutEscalation,
  withoutQuestion,
  withoutSilence,
  withoutStatusDetails,
} from './case-details.ts';
import type { Case, EscalationTarget, Status } from './case.ts';
import type { Instant } from './json.ts';
import { isQuestion, questionCase, questionHappening, whyNotQuestion, type QuestionAction } from './question-case.ts';
import { isReminding, remindCase, remindingOf, whyNotRemind, type ReminderAction } from './remind-case.ts';
import type { Happening, TimelineEntry } from './timeline.ts';
import { undoAction, undoingOf, whyNotUndo, type UndoAction } from './undo-action.ts';

/** What somebody wants done to a case. */
export type Action =
  | { do: 'acknowledge'; why?: string }
  | { do: 'unacknowledge' }
  | { do: 'snooze'; until: Instant; wakeWhenWorse: boolean; why?: string }
  /** `endedBy`: only a snooze or a silence that is over by then; somebody may have snoozed for longer meanwhile. */
  | { do: 'wake'; why?: string; endedBy?: Instant }
  | { do: 'escalate'; to: EscalationTarget; why?: string }
  /** `reopen: false`: no alert opens it again, only people. */
  | { do: 'close'; reason: CloseReason; why?: string; acceptedUntil?: Instant; reopen?: false }
  | { do: 'reopen'; why?: string }
  | ReminderAction
  | QuestionAction
  | Annotation
  | UndoAction;

/** Why an action does not apply (any more): for the person who asked. */
export interface Refusal {
  because:
    | 'already'
    | 'closed'
    | 'not_closed'
    | 'not_acknowledged'
    | 'not_snoozed'
    | 'not_asked'
    | 'in_the_past'
    | 'end_date_missing'
    | 'already_assigned'
    | 'same_severity'
    | 'why_missing'
    | 'changed_since'
    | 'too_late';
  /** The case's status now, and who set it. */
  status: Status;
  by: Actor;
}

export type ActionOutcome = { case: Case; entries: TimelineEntry[] } | { refused: Refusal };

/** Does an action to a case, or says why not. Pure. */
export function caseAction(c: Case, action: Action, stamp: { at: Instant; by: Actor }): ActionOutcome {
  const because = whyNot(c, action, stamp);
  if (because !== undefined) return { refused: { because, status: c.status, by: c.statusBy } };
  const why = 'why' in action && action.why !== undefined && action.why !== '' ? { why: action.why } : {};
  const entry: TimelineEntry = { ...happeningOf(c, action), ...why, seq: c.timelineLength + 1, ...stamp };
  const changed: Case = { ...changeOf(c, action, stamp), revision: c.revision + 1, timelineLength: entry.seq };
  return { case: changed, entries: [entry] };
}

type Stamp = { at: Instant; by: Actor };
type StatusAction = Exclude<Action, ReminderAction | QuestionAction | Annotation | UndoAction>;

function changeOf(c: Case, action: Action, stamp: Stamp): Case {
  if (isReminding(action)) return remindCase(c, action, stamp);
  if (isQuestion(action)) return questionCase(c, action, stamp);
  if (isAnnotation(action)) return annotateCase(c, action, stamp);
  if (action.do === 'undo') return undoAction(c, action);
  const why = 'why' in action && action.why !== undefined && action.why !== '' ? { statusComment: action.why } : {};
  return { ...changeStatus(c, action, stamp), ...why, statusBy: stamp.by, statusAt: stamp.at };
}

function whyNot(c: Case, action: Action, stamp: Stamp): Refusal['because'] | undefined {
  const now = stamp.at;
  if (isAnnotation(action)) return whyNotAnnotate(c, action);
  if (action.do === 'undo') return whyNotUndo(c, action, now);
  if (action.do === 'reopen') return c.status === 'closed' ? undefined : 'not_closed';
  if (c.status === 'closed') return 'closed';
  if (isReminding(action)) return whyNotRemind(c, action);
  if (isQuestion(action)) return whyNotQuestion(c, action, stamp);
  switch (action.do) {
    case 'acknowledge':
      return c.status === 'acknowledged' ? 'already' : undefined;
    case 'unacknowledge':
      return c.status === 'acknowledged' ? undefined : 'not_acknowledged';
    case 'wake':
      return sleepsUntil(c) !== undefined && !sleepsOn(c, action.endedBy) ? undefined : 'not_snoozed';
    case 'snooze':
      return action.until > now ? undefined : 'in_the_past';
    case 'close':
      return whyNotClose(action, now);
    case 'escalate':
      return undefined;
  }
}

/** When a case that is snoozed, or open and silenced, comes back by itself. */
export function sleepsUntil(c: Case): Instant | undefined {
  if (c.status === 'snoozed') return c.snoozedUntil;
  return c.status === 'open' ? c.silenced?.until : undefined;
}

function sleepsOn(c: Case, endedBy: Instant | undefined): boolean {
  const until = sleepsUntil(c);
  return endedBy !== undefined && until !== undefined && until > endedBy;
}

function whyNotClose(action: Extract<Action, { do: 'close' }>, now: Instant): Refusal['because'] | undefined {
  if (action.acceptedUntil !== undefined && action.acceptedUntil <= now) return 'in_the_past';
  return action.reason === 'accepted_risk' && action.acceptedUntil === undefined ? 'end_date_missing' : undefined;
}

function happeningOf(c: Case, action: Action): Happening {
  if (isReminding(action)) return remindingOf(action);
  if (isQuestion(action)) return questionHappening(action);
  if (isAnnotation(action)) return annotationOf(c, action);
  if (action.do === 'undo') return undoingOf(action);
  switch (action.do) {
    case 'acknowledge':
      return { what: 'acknowledged' };
    case 'unacknowledge':
      return { what: 'unacknowledged' };
    case 'snooze':
      return { what: 'snoozed', until: action.until, wakeWhenWorse: action.wakeWhenWorse };
    case 'wake':
      return c.status === 'snoozed' ? { what: 'woke' } : { what: 'woke', silence: true };
    case 'escalate':
      return { what: 'escalated', to: action.to.label, ...unanswered(c) };
    case 'close':
      return {
        what: 'closed',
        reason: action.reason,
        ...(action.acceptedUntil === undefined ? {} : { acceptedUntil: action.acceptedUntil }),
      };
    case 'reopen':
      return { what: 'reopened', severity: withoutOverride(c).severity, after: c.reason ?? 'fixed' };
  }
}

/** Why the clock escalates a case that somebody was asked about. */
function unanswered({ question }: Case): { after?: 'no_answer' | 'denial' } {
  if (question === undefined) return {};
  return { after: question.denied === true ? 'denial' : 'no_answer' };
}

function changeStatus(c: Case, action: StatusAction, { at, by }: Stamp): Case {
  const bare = withoutStatusDetails(c);
  switch (action.do) {
    case 'acknowledge':
      return { ...bare, status: 'acknowledged' };
    case 'unacknowledge':
      // Whoever was called first has been answered and calls no more: nobody is on it now.
      return { ...bare, status: 'open', calls: c.calls + 1 };
    case 'wake':
      // A silence may be longer than the snooze: then the case is open and still told to nobody.
      return { ...(c.status === 'snoozed' ? bare : withoutSilence(bare)), status: 'open', calls: c.calls + 1 };
    case 'snooze':
      return { ...bare, status: 'snoozed', snoozedUntil: action.until, wakeWhenWorse: action.wakeWhenWorse };
    case 'escalate':
      // Whoever is called has to acknowledge anew: an acknowledged case would page nobody.
      return {
        ...withoutQuestion(withoutSilence(bare)),
        status: 'open',
        escalation: { at, by, to: action.to },
        calls: c.calls + 1,
      };
    case 'close':
      return {
        ...withoutQuestion(withoutDoubt(withoutSilence(bare))),
        status: 'closed',
        reason: action.reason,
        ...(action.reopen === false ? { staysClosed: true } : {}),
        ...(action.acceptedUntil === undefined ? {} : { acceptedUntil: action.acceptedUntil }),
      };
    case 'reopen':
      return {
        ...withoutOverride(withoutEscalation(bare)),
        status: 'open',
        episode: c.episode + 1,
        openedAt: at,
        calls: 0,
      };
  }
}
