import type { Actor } from './actor.ts';
import { noteRulesSay, withoutOverride } from './annotate-case.ts';
import type { Alert, CloseReason } from './alert.ts';
import {
  withoutDoubt,
  withoutEscalation,
  withoutQuestion,
  withoutSilence,
  withoutStatusDetails,
} from './case-details.ts';
import type { Case, Silenced, TraceStep } from './case.ts';
import { countOccurrence, doubtOf, newestOf, silenceOf } from './count-occurrence.ts';
import { caseIdOf } from './fingerprint.ts';
import type { Instant } from './json.ts';
import { joinLabels } from './labels.ts';
import type { RuleRouting } from './rule-routing.ts';
import type { Severity } from './severity.ts';
import type { Happening, TimelineEntry } from './timeline.ts';
import { endOf, whatHappens, type End } from './what-happens.ts';

/** A close rule's word that it is over. */
export interface RuleEnd {
  rule: string;
  because: string;
  reason: CloseReason;
  /** Whether the next alert opens the case again. */
  reopen: boolean;
  /** It may mean something else: only a second one closes. */
  isDoubtful: boolean;
}

/** An alert after judging: what it is, whose it is, how bad, and why. */
export interface Finding {
  alert: Alert;
  fingerprint: string;
  project: string;
  severity: Severity;
  trace: TraceStep[];
  /** It is recorded and makes no noise. */
  silenced?: Silenced;
  ends?: RuleEnd;
  /** Of the rule that made the alert. */
  routing?: RuleRouting;
}

/** How far a change must be carried: to every mirror, only to those that follow repeats or call people to mind, or to none. */
export type Reach = 'everywhere' | 'repeats' | 'reminders' | 'nowhere';

export interface Recorded {
  case: Case;
  entries: TimelineEntry[];
  reach: Reach;
}

/** Who did it, when, and in whose words. */
interface Stamp {
  at: Instant;
  by: Actor;
  why?: string;
}

/**
 * One more occurrence of an alert in its case, or its first. Pure: same inputs, same case. The caller has made sure
 * that this occurrence was not recorded before.
 */
export function recordFinding(existing: Case | undefined, given: Finding, now: Instant): Recorded {
  const finding = stillSilenced(notFromTheFuture(given, now), now);
  if (existing === undefined) return openCase(finding, now);
  const counted = noteRulesSay(countOccurrence(existing, finding), finding.severity);
  const happening = whatHappens(existing, finding, now);
  if (happening === undefined)
    return { case: counted, entries: [], reach: isFollowed(existing, finding) ? 'repeats' : 'nowhere' };
  const end = endOf(existing, finding);
  const recorded = apply(counted, happening, stampOf(finding, end, now), { finding, end });
  // That it is over is no noise, and who saw it begin may see it end.
  return end === undefined ? quietly(recorded, finding) : recorded;
}

function quietly(recorded: Recorded, { silenced }: Finding): Recorded {
  return silenced === undefined ? recorded : { ...recorded, reach: 'nowhere' };
}

/** Whether somebody looks at a counter that grows. */
function isFollowed(c: Case, { silenced }: Finding): boolean {
  return c.status === 'open' && c.silenced === undefined && silenced === undefined;
}

/** A clock that runs ahead, or a forged time, would make everything that follows look late. */
function notFromTheFuture(finding: Finding, now: Instant): Finding {
  return finding.alert.at <= now ? finding : { ...finding, alert: { ...finding.alert, at: now } };
}

/** A silence that is over silences nothing. */
function stillSilenced(finding: Finding, now: Instant): Finding {
  if (finding.silenced === undefined || finding.silenced.until > now) return finding;
  const { silenced: _, ...loud } = finding;
  return loud;
}

function stampOf({ alert }: Finding, end: End | undefined, at: Instant): Stamp {
  if (end === undefined) return { at, by: { kind: 'system', id: alert.source } };
  return { at, by: end.by, ...(end.why === undefined ? {} : { why: end.why }) };
}

function openCase(finding: Finding, now: Instant): Recorded {
  const { alert } = finding;
  const by: Actor = { kind: 'system', id: alert.source };
  const first: Case = {
    id: caseIdOf(finding.fingerprint),
    fingerprint: finding.fingerprint,
    type: alert.type,
    sources: [alert.source],
    provider: alert.provider,
    account: alert.account,
    ...newestOf(finding),
    ...joinLabels(undefined, alert.rule?.tags),
    severity: finding.severity,
    severityBy: { kind: 'system', id: alert.source },
    status: 'open',
    statusBy: by,
    statusAt: now,
    calls: 0,
    episode: 1,
    openedAt: now,
    firstSeenAt: alert.at,
    lastSeenAt: alert.at,
    count: 1,
    trace: finding.trace,
    ...silenceOf(finding),
    ...doubtOf(undefined, finding),
    shownIn: [],
    revision: 1,
    timelineLength: 0,
  };
  const end = endOf(undefined, finding);
  const opened = apply(first, { what: 'opened', severity: finding.severity }, { at: now, by }, { finding });
  if (end === undefined) return quietly(opened, finding);
  const stamp = stampOf(finding, end, now);
  const closed = apply(opened.case, { what: 'closed', reason: end.reason }, stamp, { finding, end });
  return { case: { ...closed.case, revision: 1 }, entries: [...opened.entries, ...closed.entries], reach: 'nowhere' };
}

function reachOf(severity: Severity): Reach {
  return severity === 'none' ? 'nowhere' : 'everywhere';
}

interface Change {
  finding: Finding;
  end?: End | undefined;
}

function apply(c: Case, happening: Happening, stamp: Stamp, change: Change): Recorded {
  const entry: TimelineEntry = { ...happening, seq: c.timelineLength + 1, ...stamp };
  const changed = { ...changeCase(c, happening, stamp, change), timelineLength: entry.seq };
  return {
    case: changed,
    entries: [entry],
    reach: changed.shownIn.length > 0 ? 'everywhere' : reachOf(changed.severity),
  };
}

function changeCase(c: Case, happening: Happening, stamp: Stamp, { finding, end }: Change): Case {
  const status = { statusBy: stamp.by, statusAt: stamp.at };
  const rated = {
    severity: finding.severity,
    severityBy: { kind: 'system', id: finding.alert.source } as const,
    trace: finding.trace,
  };
  switch (happening.what) {
    case 'worse':
      if (happening.quiet) return { ...c, ...rated };
      return {
        ...withoutSilence(withoutStatusDetails(c)),
        ...rated,
        status: 'open',
        ...status,
        calls: c.status === 'open' ? c.calls : c.calls + 1,
      };
    case 'reopened':
      return {
        ...withoutOverride(withoutStatusDetails(withoutEscalation(c))),
        ...rated,
        ...silenceOf(finding),
        status: 'open',
        ...status,
        episode: c.episode + 1,
        openedAt: stamp.at,
        calls: 0,
      };
    case 'closed':
      return {
        ...withoutQuestion(withoutDoubt(withoutSilence(withoutStatusDetails(c)))),
        status: 'closed',
        ...status,
        reason: happening.reason,
        ...(end?.staysClosed === true ? { staysClosed: true } : {}),
        ...(end?.why === undefined ? {} : { statusComment: end.why }),
      };
    default:
      return c;
  }
}
