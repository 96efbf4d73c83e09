import { loadRuleDocuments, type RuleDocuments } from '#rules/load-rules.ts';
import { problemText } from '#rules/rule-file.ts';
import type { Rule } from '#rules/rule.ts';

/** A detection rule in which nothing is wrong. */
export const aDetectionText = `id: root-used
title: Root was used
logsource: {product: aws, service: cloudtrail}
detection:
  root: {userIdentity.type: Root}
  condition: root
level: high
`;
/** The detection of a rule about alerts. */
export const aboutAlerts = 'detection: {s: {alert.source: guardduty}, condition: s}\n';

/** Rule files by their path, loaded. */
export function loadTexts(texts: Record<string, string>, options: { asSigma?: boolean } = {}): RuleDocuments {
  return loadRuleDocuments(
    Object.entries(texts).map(([path, text]) => ({ path, text })),
    options,
  );
}

/** What is wrong in these files, as people read it. */
export function problemsIn(texts: Record<string, string>): string[] {
  return loadTexts(texts).problems.map(problemText);
}

/** What is doubtful in these files, in which nothing is wrong. */
export function warningsIn(texts: Record<string, string>): string[] {
  const { problems, warnings } = loadTexts(texts);
  if (problems.length > 0) throw new Error(problems.map(problemText).join('\n'));
  return warnings.map(problemText);
}

/** The rules of files in which nothing is wrong. */
export function rulesIn(texts: Record<string, string>, options: { asSigma?: boolean } = {}): Rule[] {
  const { problems, rules } = loadTexts(texts, options);
  if (problems.length > 0) throw new Error(problems.map(problemText).join('\n'));
  return rules;
}

/** The one rule of these files as this kind. */
export function ruleIn<K extends Rule['kind']>(kind: K, texts: Record<string, string>): Extract<Rule, { kind: K }> {
  const [rule] = rulesIn(texts);
  if (rule?.kind !== kind) throw new Error(`expected a ${kind} rule, got ${rule?.kind}`);
  return rule as Extract<Rule, { kind: K }>;
}
