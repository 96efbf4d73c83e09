import type { Alert } from '#core/alert.ts';
import type { FactLookup } from '#core/facts.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import { alertByRule } from './alert-by-rule.ts';
import type { ConfigRule } from './rule.ts';
import { seenValues } from './seen-values.ts';

/** What a config rule says of a resource that it matches, and what it saw there. The same rule and resource are one case. */
export function alertOfSnapshot(rule: ConfigRule, snapshot: ResourceSnapshot, fact?: FactLookup): Alert {
  const { resource, at, config } = snapshot;
  const subject = { fields: config, now: Date.parse(at), ...(fact === undefined ? {} : { fact }) };
  const values = seenValues(rule.detection, subject);
  const facts = values.map(({ field, value }) => ({ label: field, value }));
  return alertByRule(rule, snapshot, { id: `${rule.id}/${resource.id}`, resource, at, facts, key: [], values });
}
