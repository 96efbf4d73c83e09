import { expect } from 'vitest';
import { usualOps } from '#core/ops-policy.ts';
import { usualReminding } from '#core/reminding.ts';
import type { Finding } from '#core/record-finding.ts';
import { judge, type Incoming, type Judged } from '#rules/judge.ts';
import { ruleSetOf } from '#rules/load-rules.ts';
import type { PositionsOf } from '#rules/rate.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import { anAlert, noon } from '#test/builders.ts';
import { loadTexts, problemsIn } from './load-texts.ts';

const shown = { project: true, central: true, mention: false, github: false, pagerduty: false } as const;
const policy = {
  severityOf: {},
  unknownSeverity: 'medium',
  routing: { critical: shown, high: shown, medium: shown, low: shown, none: shown },
  ops: usualOps,
  storm: { cards: 20 },
  permissions: {},
  reminding: usualReminding,
  people: new Map(),
  projects: [{ name: 'web', accounts: ['111122223333'], channels: [] }],
} as const satisfies RuleSet['policy'];

/** Rules of these folders. */
export function rulesOf(texts: Record<string, string>): RuleSet {
  expect(problemsIn(texts)).toEqual([]);
  return ruleSetOf(policy, loadTexts(texts), 'v1');
}

/** An alert of a medium severity, or the given one, by these rule files. */
export function judged(
  texts: Record<string, string>,
  given: Partial<Incoming> = {},
  positionsOf?: PositionsOf,
): Judged {
  const alert = given.alert ?? anAlert({ nativeSeverity: 'medium' });
  return judge({ now: Date.parse(noon), ...given, alert }, rulesOf(texts), positionsOf);
}

export function findingOf(...given: Parameters<typeof judged>): Finding {
  return judged(...given).finding;
}

/** The detection of a rule that every alert matches. */
export const always = 'detection: {s: {alert.id: "*"}, condition: s}\n';
export function severityRule(id: string, does: string, more = ''): string {
  return `id: ${id}\n${always}${does}\n${more}`;
}
