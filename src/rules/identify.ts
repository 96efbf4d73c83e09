import type { Alert } from '#core/alert.ts';
import { fingerprintBy, fingerprintOf } from '#core/fingerprint.ts';
import type { TraceStep } from '#core/case.ts';
import type { Subject } from './detection/detection.ts';
import { keyValues } from './key-values.ts';
import type { IdentityRule } from './rule.ts';
import { seenValues } from './seen-values.ts';
import { surelyMatches } from './surely-matches.ts';

/** What an alert is the same as, and which rule says so. */
export interface Identity {
  fingerprint: string;
  step: TraceStep;
  /** Rules in test that would decide. */
  tried: IdentityRule[];
}

/** The first identity rule that matches and finds all its values decides; else the usual identity. */
export function identify(alert: Alert, subject: Subject, rules: readonly IdentityRule[]): Identity {
  const tried: IdentityRule[] = [];
  for (const rule of rules) {
    if (!surelyMatches(rule.detection, subject)) continue;
    const values = keyValues(subject.fields, rule.by);
    if (values === undefined) continue;
    if (rule.status === 'test') {
      tried.push(rule);
      continue;
    }
    const { id, path, line } = rule;
    const because = rule.by.map((field, at) => `${field} ${values[at] ?? ''}`).join(', ');
    return {
      fingerprint: fingerprintBy(rule.name, values),
      step: { decides: 'identity', rule: id, because, path, line, values: seenValues(rule.detection, subject) },
      tried,
    };
  }
  return { fingerprint: fingerprintOf(alert), step: usualStep(alert), tried };
}

function usualStep(alert: Alert): TraceStep {
  const { rule, source, type, account, resource } = alert;
  if (rule === undefined) {
    const because = `source ${source}, type ${type}, account ${account}, resource ${resource.id}`;
    return { decides: 'identity', rule: 'default', because };
  }
  const { id, path, line, values } = rule;
  const because = rule.key.length > 0 ? `key ${rule.key.join(', ')}` : `account ${account}, resource ${resource.id}`;
  return { decides: 'identity', rule: id, because, path, line, values };
}
