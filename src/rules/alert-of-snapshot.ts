import type { Alert } from '#core/alert.ts';
import type { FactLookup } from '#core/facts.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { ConfigRule } from './rule.ts';
import { seenValues } from './seen-values.ts';

/** What a config rule says of a resource that it matches, and what it saw there. The same rule and resource are one case. */
export function alertOfSnapshot(rule: ConfigRule, snapshot: ResourceSnapshot, fact?: FactLookup): Alert {
  const { source, provider, account, region, resource, at, config } = snapshot;
  const subject = { fields: config, now: Date.parse(at), ...(fact === undefined ? {} : { fact }) };
  const values = seenValues(rule.detection, subject);
  return {
    source,
    id: `${rule.id}/${resource.id}`,
    type: rule.id,
    title: rule.title,
    ...(rule.description === undefined ? {} : { description: rule.description }),
    provider,
    account,
    ...(region === undefined ? {} : { region }),
    resource,
    at,
    nativeSeverity: rule.severity,
    facts: values.map(({ field, value }) => ({ label: field, value })),
    rule: {
      id: rule.id,
      path: rule.path,
      line: rule.line,
      key: [],
      values,
      ...(Object.keys(rule.routing).length === 0 ? {} : { routing: rule.routing }),
    },
  };
}
