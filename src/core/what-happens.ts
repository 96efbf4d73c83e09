import type { Actor } from './actor.ts';
import type { Alert, CloseReason } from './alert.ts';
import type { Case } from './case.ts';
import type { Instant } from './json.ts';
import type { Finding } from './record-finding.ts';
import { isWorse } from './severity.ts';
import type { Happening } from './timeline.ts';

/** Reasons that say "we know, and it is all right": the same alert again does not bring the case back. */
const settled: ReadonlySet<CloseReason> = new Set(['false_positive', 'accepted_risk', 'expected']);

/** The end that a finding brings: the product's own word, or that of a rule. */
export interface End {
  reason: CloseReason;
  by: Actor;
  why?: string;
  staysClosed: boolean;
}

/** Older than what the case has seen: it is counted and decides little. A case of which all was withdrawn has seen nothing. */
export function isLate(c: Case, alert: Alert): boolean {
  return c.count > 0 && alert.at < c.lastSeenAt;
}

/** Whether a rule thinks that it is over and has not seen it twice yet. */
export function isInDoubt(c: Case | undefined, { alert, ends }: Finding): boolean {
  if (alert.ended !== undefined || ends?.isDoubtful !== true) return false;
  return c?.doubt?.rule !== ends.rule || c.doubt.at >= alert.at;
}

/** What a finding ends a case with, if it does. */
export function endOf(c: Case | undefined, finding: Finding): End | undefined {
  const { alert, ends } = finding;
  if (alert.ended !== undefined)
    return { reason: alert.ended, by: { kind: 'system', id: alert.source }, staysClosed: false };
  if (ends === undefined || isInDoubt(c, finding)) return undefined;
  const by: Actor = { kind: 'rule', id: ends.rule };
  return { reason: ends.reason, by, why: ends.because, staysClosed: !ends.reopen };
}

/** What a finding does to its case besides being counted. */
export function whatHappens(c: Case, finding: Finding, now: Instant): Happening | undefined {
  const end = endOf(c, finding);
  // An older "it is over" says nothing about what was seen since.
  if (end !== undefined)
    return c.status === 'closed' || isLate(c, finding.alert) ? undefined : { what: 'closed', reason: end.reason };
  if (isInDoubt(c, finding)) return undefined;
  if (c.status === 'closed') return reopening(c, finding, now);
  if (finding.silenced !== undefined && c.silenced === undefined) return undefined;
  const worse = gettingWorse(c, finding);
  return worse ?? (isUnsilenced(c, finding) && c.status === 'open' ? { what: 'woke', silence: true } : undefined);
}

/** A silenced case that something comes to which is not silenced. */
export function isUnsilenced(c: Case, { alert, silenced }: Finding): boolean {
  return c.silenced !== undefined && silenced === undefined && !isLate(c, alert);
}

function gettingWorse(c: Case, { severity, silenced }: Finding): Happening | undefined {
  if (isOverridden(c) || !isWorse(severity, c.severity)) return undefined;
  const quiet = silenced !== undefined || (c.status === 'snoozed' && c.wakeWhenWorse === false);
  return { what: 'worse', from: c.severity, to: severity, quiet };
}

function reopening(c: Case, { alert, severity }: Finding, now: Instant): Happening | undefined {
  if (severity === 'none' || c.reason === undefined || c.staysClosed === true) return undefined;
  const back: Happening = { what: 'reopened', severity, after: c.reason };
  // A person who had set a severity has closed what the rules said.
  if (isWorse(severity, c.rulesSay ?? c.severity)) return back;
  if (isLate(c, alert)) return undefined;
  if (settled.has(c.reason)) return c.acceptedUntil !== undefined && c.acceptedUntil <= now ? back : undefined;
  return back;
}

function isOverridden(c: Case): boolean {
  return c.severityBy.kind === 'person' && c.status !== 'closed';
}
