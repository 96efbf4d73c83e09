import type { Alert } from '#core/alert.ts';
import type { FactLookup } from '#core/facts.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { isSeverity, type Severity } from '#core/severity.ts';
import { alertSubject } from '../alert-subject.ts';
import type { Subject } from '../detection/detection.ts';
import type { TestSubject } from './inline-test.ts';

/** When tests happen that say no time. */
export const usualNow = '2026-01-01T00:00:00.000Z';

/** What a severity, close, identity or silence rule sees of the few fields that a test names. */
export function subjectOf(said: TestSubject, level: Severity, facts: JsonObject, now = usualNow): Subject {
  const alert = alertOf(said.alert, now);
  return alertSubject({
    alert,
    project: textOf(said.alert['project']) ?? 'unassigned',
    level,
    fact: factsOf(facts),
    now: Date.parse(now),
    ...(said.update === undefined ? {} : { update: said.update }),
    ...(said.resource === undefined ? {} : { resource: said.resource }),
  });
}

/** The severity that the alert of a test says; `info` is a word for `none`. */
export function levelOf({ alert }: TestSubject): Severity {
  const said = textOf(alert['level'] ?? alert['severity'])?.toLowerCase() ?? '';
  if (said === 'info' || said === 'informational') return 'none';
  return isSeverity(said) ? said : 'medium';
}

/** The facts of a test; those that it does not name are unknown. `first_seen.x` may also be written as a map. */
export function factsOf(facts: JsonObject): FactLookup {
  return (name) => {
    let value: Json | undefined = facts;
    if (Object.hasOwn(facts, name)) return facts[name];
    for (const part of name.split('.')) value = objectOf(value)[part];
    return value;
  };
}

/** A whole alert; what the test does not say is of no importance to it. */
function alertOf(said: JsonObject, now: string): Alert {
  const resource = objectOf(said['resource']);
  const type = textOf(said['type']) ?? textOf(said['rule_id']) ?? 'test';
  const ruleId = textOf(said['rule_id']);
  const { description, region, ended } = said;
  return {
    source: textOf(said['source']) ?? 'test',
    id: textOf(said['id']) ?? 'test',
    type,
    title: textOf(said['title']) ?? type,
    ...(typeof description === 'string' ? { description } : {}),
    provider: said['provider'] === 'aws' || said['provider'] === 'gcp' ? said['provider'] : 'other',
    account: textOf(said['account']) ?? 'test',
    ...(typeof region === 'string' ? { region } : {}),
    resource: {
      id: textOf(resource['id']) ?? 'test',
      type: textOf(resource['type']) ?? 'test',
      ...(typeof resource['name'] === 'string' ? { name: resource['name'] } : {}),
    },
    at: now,
    nativeSeverity: textOf(said['level']) ?? '',
    facts: Object.entries(objectOf(said['facts'])).map(([label, value]) => ({ label, value: textOf(value) ?? '' })),
    ...(typeof ended === 'string' ? { ended: ended as NonNullable<Alert['ended']> } : {}),
    ...(ruleId === undefined ? {} : { rule: { id: ruleId, path: '', line: 1, key: [], values: [] } }),
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function textOf(value: Json | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}
