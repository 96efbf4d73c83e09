import { severityRank, type Severity } from '#core/severity.ts';
import type { TraceStep } from '#core/case.ts';
import { adjusted } from './adjust.ts';
import { atLevel } from './alert-subject.ts';
import { stepAt } from './counting/repeat-positions.ts';
import type { Subject } from './detection/detection.ts';
import { keyValues } from './key-values.ts';
import type { SeverityRule } from './rule.ts';
import { seenValues } from './seen-values.ts';
import { surelyMatches } from './surely-matches.ts';

/** Asks how many alerts with this key of a rule there have been in its window. */
export interface RepeatQuestion {
  rule: string;
  key: string[];
  withinMs: number;
}

/**
 * The position of the alert among those of its key, by event time, and then the new ones of later alerts that it moved:
 * the worst of them counts, so that alerts in any order come to the same. Undefined: not looked up yet.
 */
export type PositionsOf = (question: RepeatQuestion) => readonly number[] | undefined;

export interface Rating {
  severity: Severity;
  steps: TraceStep[];
  /** Positions that must be looked up before the rating is final. */
  needs: RepeatQuestion[];
  /** Rules in test that match: they change nothing. */
  tried: SeverityRule[];
}

/**
 * The severity rules in their order; each sees what the one before has left, and `final` ends them. The subject is left
 * at the severity that came out.
 */
export function rate(
  subject: Subject,
  native: Severity,
  rules: readonly SeverityRule[],
  positionsOf: PositionsOf,
): Rating {
  const rating: Rating = { severity: native, steps: [], needs: [], tried: [] };
  for (const rule of rules) {
    atLevel(subject, rating.severity);
    if (!surelyMatches(rule.detection, subject)) continue;
    if (rule.status === 'test') {
      rating.tried.push(rule);
      continue;
    }
    const change = changeBy(rule, rating, subject, positionsOf);
    if (change !== undefined) apply(rule, change, rating, subject);
    if (rule.final) break;
  }
  atLevel(subject, rating.severity);
  return rating;
}

interface Change {
  to: Severity;
  /** Of `repeat:`. */
  position?: number;
}

function changeBy(
  rule: SeverityRule,
  { severity, needs }: Rating,
  subject: Subject,
  positionsOf: PositionsOf,
): Change | undefined {
  const to = rule.adjust === undefined ? severity : adjusted(severity, rule.adjust);
  if (rule.repeat === undefined) return { to };
  const key = keyValues(subject.fields, rule.repeat.by);
  if (key === undefined) return { to };
  const question = { rule: rule.id, key, withinMs: rule.repeat.withinMs };
  const positions = positionsOf(question);
  if (positions === undefined) {
    needs.push(question);
    return { to };
  }
  const { steps } = rule.repeat;
  const changes = positions.map((position): Change => {
    const step = stepAt(steps, position);
    return step === undefined ? { to } : { to: adjusted(to, step.adjust), position };
  });
  return changes.reduce((worst, one) => (severityRank(one.to) > severityRank(worst.to) ? one : worst));
}

function apply(rule: SeverityRule, { to, position }: Change, rating: Rating, subject: Subject): void {
  const from = rating.severity;
  if (to === from) return;
  const { id, path, line, title, detection } = rule;
  const nth = position === undefined ? '' : ` (number ${position} in its time)`;
  const because = `${from} → ${to}: ${title}${nth}`;
  const values = seenValues(detection, subject);
  rating.steps.push({ decides: 'severity', rule: id, because, path, line, values, from, to });
  rating.severity = to;
}
