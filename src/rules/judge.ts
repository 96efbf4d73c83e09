import type { Alert } from '#core/alert.ts';
import type { Silenced, TraceStep } from '#core/case.ts';
import type { FactLookup } from '#core/facts.ts';
import type { JsonObject } from '#core/json.ts';
import { opsSource } from '#core/ops.ts';
import { projectOf, unassigned } from '#core/policy.ts';
import type { Finding } from '#core/record-finding.ts';
import { alertSubject } from './alert-subject.ts';
import { boundSteps } from './bound-steps.ts';
import type { Subject } from './detection/detection.ts';
import { endByRule } from './end-by-rule.ts';
import { identify } from './identify.ts';
import { nativeSeverity } from './native-severity.ts';
import { rate, type PositionsOf, type RepeatQuestion } from './rate.ts';
import type { RuleSet } from './rule-set.ts';
import type { Rule, SilenceRule } from './rule.ts';
import { seenValues } from './seen-values.ts';
import { surelyMatches } from './surely-matches.ts';

/** The rules that judge alerts. */
export type JudgingRules = Pick<RuleSet, 'policy' | 'severities' | 'closes' | 'identities' | 'silences'>;

/** An alert with what is known about it. */
export interface Incoming {
  alert: Alert;
  /** The product's own record that brought it. */
  update?: JsonObject;
  /** The configuration of its resource. */
  resource?: JsonObject;
  fact?: FactLookup;
  /** ms. */
  now: number;
}

/** The finding; `needs` are positions without which it is not final: look them up and judge again. */
export interface Judged {
  finding: Finding;
  needs: RepeatQuestion[];
  /** Rules in test that would have had a say. */
  tried: Rule[];
}

/**
 * Rates one alert by the team's rules: whose it is, what it is the same as, how bad it is, whether it is over or must
 * make no noise, each with its reason. Pure.
 */
export function judge(incoming: Incoming, rules: JudgingRules, positionsOf: PositionsOf = () => undefined): Judged {
  const { alert } = incoming;
  const project = projectOf(rules.policy, alert.account)?.name ?? unassigned;
  const native = nativeSeverity(alert, rules.policy);
  const subject = alertSubject({ ...incoming, project, level: native.severity });
  // Irene finds her own troubles again by their usual identity.
  const identity = identify(alert, subject, alert.source === opsSource ? [] : rules.identities);
  const rating = rate(subject, native.severity, rules.severities, positionsOf);
  const silence = silenceOf(subject, incoming.now, rules);
  const { end, tried } = endByRule(subject, rules.closes);
  const finding: Finding = {
    alert,
    fingerprint: identity.fingerprint,
    project,
    severity: rating.severity,
    trace: [
      identity.step,
      nativeStep(alert, native),
      ...boundSteps(rating.steps),
      ...(silence.step === undefined ? [] : [silence.step]),
      routeStep(alert, project),
    ],
    ...(silence.silenced === undefined ? {} : { silenced: silence.silenced }),
    ...(end === undefined ? {} : { ends: end }),
    ...(alert.rule?.routing === undefined ? {} : { routing: alert.rule.routing }),
  };
  return { finding, needs: rating.needs, tried: [...identity.tried, ...rating.tried, ...silence.tried, ...tried] };
}

function nativeStep({ rule: made }: Alert, { rule, because }: { rule: string; because: string }): TraceStep {
  const place = made === undefined ? {} : { path: made.path, line: made.line };
  return { decides: 'severity', rule, because, ...place };
}

function routeStep({ account }: Alert, project: string): TraceStep {
  const because =
    project === unassigned ? `no project claims account ${account}` : `account ${account} belongs to ${project}`;
  return { decides: 'route', rule: 'projects.yml', because };
}

interface Silence {
  silenced?: Silenced;
  step?: TraceStep;
  tried: SilenceRule[];
}

/** Of several silences the one that lasts longest. */
function silenceOf(subject: Subject, at: number, { silences }: JudgingRules): Silence {
  if (silences.length === 0) return { tried: [] };
  const now = new Date(at).toISOString();
  const matching = silences.filter(({ until, detection }) => until > now && surelyMatches(detection, subject));
  const tried = matching.filter(({ status }) => status === 'test');
  const [first] = matching
    .filter(({ status }) => status === 'on')
    .toSorted((a, b) => (a.until > b.until ? -1 : a.until < b.until ? 1 : 0));
  if (first === undefined) return { tried };
  const { id, path, line, until, reason } = first;
  const values = seenValues(first.detection, subject);
  return {
    silenced: { until, rule: id, reason },
    step: { decides: 'silence', rule: id, because: `silent until ${until}: ${reason}`, path, line, values },
    tried,
  };
}
