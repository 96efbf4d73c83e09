import type { Actor } from './actor.ts';
import type { Alert, CloseReason } from './alert.ts';
import type { Case, TraceStep } from './case.ts';
import { caseIdOf } from './fingerprint.ts';
import type { Instant } from './json.ts';
import { isWorse, type Severity } from './severity.ts';
import type { Happening, TimelineEntry } from './timeline.ts';

/** An alert after judging: what it is, whose it is, how bad, and why. */
export interface Finding {
  alert: Alert;
  fingerprint: string;
  project: string;
  severity: Severity;
  trace: TraceStep[];
}

/** How far a change must be carried: to every mirror, only to those that follow repeats, or to none. */
export type Reach = 'everywhere' | 'repeats' | 'nowhere';

export interface Recorded {
  case: Case;
  entries: TimelineEntry[];
  reach: Reach;
}

/** Reasons that say "we know, and it is all right": the same alert again does not bring the case back. */
const settled: ReadonlySet<CloseReason> = new Set(['false_positive', 'accepted_risk', 'expected']);

/**
 * One more occurrence of an alert in its case, or its first. Pure: same inputs, same case. The caller has made sure
 * that this occurrence was not recorded before.
 */
export function recordFinding(existing: Case | undefined, given: Finding, now: Instant): Recorded {
  const finding = notFromTheFuture(given, now);
  if (existing === undefined) return openCase(finding, now);
  const counted = countOccurrence(existing, finding);
  const happening = whatHappens(existing, finding, now);
  if (happening === undefined)
    return { case: counted, entries: [], reach: existing.status === 'open' ? 'repeats' : 'nowhere' };
  return apply(counted, happening, { at: now, by: { kind: 'system', id: finding.alert.source } }, finding);
}

/** A clock that runs ahead, or a forged time, would make everything that follows look late. */
function notFromTheFuture(finding: Finding, now: Instant): Finding {
  return finding.alert.at <= now ? finding : { ...finding, alert: { ...finding.alert, at: now } };
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
    shownIn: [],
    revision: 1,
    timelineLength: 0,
  };
  const opened = apply(first, { what: 'opened', severity: finding.severity }, { at: now, by }, finding);
  if (alert.ended === undefined)
    return { ...opened, case: { ...opened.case, revision: 1 }, reach: reachOf(finding.severity) };
  const closed = apply(opened.case, { what: 'closed', reason: alert.ended }, { at: now, by }, finding);
  return { case: { ...closed.case, revision: 1 }, entries: [...opened.entries, ...closed.entries], reach: 'nowhere' };
}

/** What is known from the newest alert and replaces what was known before. */
function newestOf(finding: Finding) {
  const { alert } = finding;
  return {
    title: alert.title,
    ...(alert.description === undefined ? {} : { description: alert.description }),
    project: finding.project,
    ...(alert.region === undefined ? {} : { region: alert.region }),
    resource: alert.resource,
    facts: alert.facts,
    ...(alert.url === undefined ? {} : { url: alert.url }),
  };
}

function isLate(c: Case, alert: Alert): boolean {
  return alert.at < c.lastSeenAt;
}

/** Counters always; the description only when this alert is not older than what the case already shows. */
function countOccurrence(c: Case, finding: Finding): Case {
  const { alert } = finding;
  return {
    ...c,
    ...(isLate(c, alert) ? {} : newestOf(finding)),
    sources: c.sources.includes(alert.source) ? c.sources : [...c.sources, alert.source],
    firstSeenAt: alert.at < c.firstSeenAt ? alert.at : c.firstSeenAt,
    lastSeenAt: alert.at > c.lastSeenAt ? alert.at : c.lastSeenAt,
    count: c.count + 1,
    revision: c.revision + 1,
  };
}

function whatHappens(c: Case, finding: Finding, now: Instant): Happening | undefined {
  const { alert, severity } = finding;
  if (alert.ended !== undefined) {
    // An older "it is over" says nothing about what was seen since.
    return c.status === 'closed' || isLate(c, alert) ? undefined : { what: 'closed', reason: alert.ended };
  }
  if (c.status === 'closed') return reopening(c, finding, now);
  if (isOverridden(c) || !isWorse(severity, c.severity)) return undefined;
  const quiet = c.status === 'snoozed' && c.wakeWhenWorse === false;
  return { what: 'worse', from: c.severity, to: severity, quiet };
}

function reopening(c: Case, { alert, severity }: Finding, now: Instant): Happening | undefined {
  if (severity === 'none' || c.reason === undefined) return undefined;
  const back: Happening = { what: 'reopened', severity, after: c.reason };
  if (isWorse(severity, c.severity)) return back;
  if (isLate(c, alert)) return undefined;
  if (settled.has(c.reason)) return c.acceptedUntil !== undefined && c.acceptedUntil <= now ? back : undefined;
  return back;
}

function isOverridden(c: Case): boolean {
  return c.severityBy.kind === 'person' && c.status !== 'closed';
}

function reachOf(severity: Severity): Reach {
  return severity === 'none' ? 'nowhere' : 'everywhere';
}

function apply(c: Case, happening: Happening, stamp: { at: Instant; by: Actor }, finding: Finding): Recorded {
  const entry: TimelineEntry = { ...happening, seq: c.timelineLength + 1, ...stamp };
  const changed = { ...changeCase(c, happening, stamp, finding), timelineLength: entry.seq };
  return {
    case: changed,
    entries: [entry],
    reach: changed.shownIn.length > 0 ? 'everywhere' : reachOf(changed.severity),
  };
}

function changeCase(c: Case, happening: Happening, stamp: { at: Instant; by: Actor }, finding: Finding): Case {
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
        ...withoutStatusDetails(c),
        ...rated,
        status: 'open',
        ...status,
        calls: c.status === 'open' ? c.calls : c.calls + 1,
      };
    case 'reopened':
      return {
        ...withoutStatusDetails(withoutEscalation(c)),
        ...rated,
        status: 'open',
        ...status,
        episode: c.episode + 1,
        openedAt: stamp.at,
        calls: 0,
      };
    case 'closed':
      return { ...withoutStatusDetails(c), status: 'closed', ...status, reason: happening.reason };
    default:
      return c;
  }
}

/** The case without what belongs to the status it leaves: reason, comment, snooze. */
export function withoutStatusDetails(c: Case): Case {
  const { reason: _1, acceptedUntil: _2, snoozedUntil: _3, wakeWhenWorse: _4, statusComment: _5, ...rest } = c;
  return rest;
}

/** The case without its escalation, which belongs to one episode. */
export function withoutEscalation(c: Case): Case {
  const { escalation: _, ...rest } = c;
  return rest;
}
