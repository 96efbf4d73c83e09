import type { AuditEvent } from '#core/audit-event.ts';
import { collectMatches } from '#rules/counting/collect-matches.ts';
import type { Firing } from '#rules/counting/firing.ts';
import { quietRules } from '#rules/counting/plan.ts';
import { readField } from '#rules/counting/read-field.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { DetectionRule } from '#rules/rule.ts';

/** An alert that a rule makes of events, and the case that it belongs to. */
export interface Made {
  rule: string;
  case: string;
}

/** The alerts that the rules make of these events, in whatever order they are. */
export function alertsIn(rules: RuleSet, events: readonly AuditEvent[]): Made[] {
  const quiet = quietRules(rules.counted);
  const counted = collectMatches(rules.counted);
  const byId = new Map(events.map((event) => [event.id, event]));
  const made: Made[] = [];
  for (const event of byId.values()) {
    const matched = rules.events.match(event);
    counted.add(matched.map(({ id }) => ({ rule: id, event })));
    for (const rule of matched)
      if (rule.counting === undefined && !quiet.has(rule.id)) made.push({ rule: rule.id, case: caseOf(rule, event) });
  }
  for (const firing of counted.firings())
    if (!quiet.has(firing.rule)) made.push({ rule: firing.rule, case: caseOfFiring(rules, firing, byId) });
  return made;
}

function caseOf({ id, key }: DetectionRule, event: AuditEvent): string {
  return JSON.stringify([id, event.account, ...key.map((field) => readField(event.record, field) ?? null)]);
}

function caseOfFiring(rules: RuleSet, { rule, key, eventId }: Firing, byId: Map<string, AuditEvent>): string {
  const counted = rules.counted.find(({ id }) => id === rule);
  const event = byId.get(eventId);
  if (counted?.kind === 'detection' && counted.key.length > 0 && event !== undefined) return caseOf(counted, event);
  return JSON.stringify([rule, key]);
}

/** How many alerts and cases each rule makes, the loudest first. */
export function perRule(made: readonly Made[]): { rule: string; alerts: number; cases: number }[] {
  return [...Map.groupBy(made, ({ rule }) => rule)]
    .map(([rule, of]) => ({ rule, alerts: of.length, cases: casesIn(of) }))
    .toSorted((a, b) => b.cases - a.cases || b.alerts - a.alerts || (a.rule < b.rule ? -1 : 1));
}

export function casesIn(made: readonly Made[]): number {
  return new Set(made.map((one) => one.case)).size;
}
