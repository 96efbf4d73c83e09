import { withoutDoubt, withoutSilence } from './case-details.ts';
import type { Case } from './case.ts';
import { joinLabels } from './labels.ts';
import type { Finding } from './record-finding.ts';
import { isInDoubt, isLate, isUnsilenced } from './what-happens.ts';

/** What is known from the newest alert and replaces what was known before. */
export function newestOf(finding: Finding) {
  const { alert } = finding;
  return {
    title: alert.title,
    ...(alert.description === undefined ? {} : { description: alert.description }),
    project: finding.project,
    ...(alert.region === undefined ? {} : { region: alert.region }),
    resource: alert.resource,
    facts: alert.facts,
    ...(alert.url === undefined ? {} : { url: alert.url }),
    ...(finding.routing === undefined ? {} : { routing: finding.routing }),
  };
}

/** Its silence, as a part of a case. */
export function silenceOf({ silenced }: Finding): Pick<Case, 'silenced'> {
  return silenced === undefined ? {} : { silenced };
}

/** The doubt that a finding leaves in its case, as a part of it. */
export function doubtOf(c: Case | undefined, finding: Finding): Pick<Case, 'doubt'> {
  const { alert, ends } = finding;
  return ends === undefined || !isInDoubt(c, finding) ? {} : { doubt: { rule: ends.rule, at: alert.at } };
}

/** Counters always; the description only when this alert is not older than what the case already shows. */
export function countOccurrence(existing: Case, finding: Finding): Case {
  const { alert } = finding;
  const c = withSilence(withDoubt(existing, finding), finding);
  return {
    ...c,
    ...(isLate(c, alert) ? {} : newestOf(finding)),
    ...joinLabels(c.labels, alert.rule?.tags),
    sources: c.sources.includes(alert.source) ? c.sources : [...c.sources, alert.source],
    firstSeenAt: c.count === 0 || alert.at < c.firstSeenAt ? alert.at : c.firstSeenAt,
    lastSeenAt: isLate(c, alert) ? c.lastSeenAt : alert.at,
    count: c.count + 1,
    revision: c.revision + 1,
  };
}

/** Doubt stays until something comes that is none. */
function withDoubt(c: Case, finding: Finding): Case {
  if (isInDoubt(c, finding)) return c.status === 'closed' ? c : { ...c, ...doubtOf(c, finding) };
  return c.doubt === undefined || isLate(c, finding.alert) ? c : withoutDoubt(c);
}

/** A silence grows with what is silenced, and ends with what is not. */
function withSilence(c: Case, finding: Finding): Case {
  const { silenced } = finding;
  if (isUnsilenced(c, finding)) return withoutSilence(c);
  return c.silenced !== undefined && silenced !== undefined && silenced.until > c.silenced.until
    ? { ...c, silenced }
    : c;
}
