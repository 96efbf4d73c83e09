import type { Alert } from '#core/alert.ts';
import type { Firing } from './counting/firing.ts';
import type { CorrelationRule, DetectionRule } from './rule.ts';

const shownIds = 10;

/**
 * What a rule that counts says when it has fired. All that makes it the same again is of the firing's key, place and
 * origin: which of the events is at hand depends on the order in which files came.
 */
export function alertOfFiring(rule: DetectionRule | CorrelationRule, firing: Firing): Alert {
  const { source, provider, account, region } = firing.about;
  const by = Object.entries(firing.by);
  return {
    source,
    id: `${rule.id}/${firing.key}/${firing.id}`,
    type: rule.id,
    title: rule.title,
    ...(rule.description === undefined ? {} : { description: rule.description }),
    provider,
    account,
    ...(region === undefined ? {} : { region }),
    resource: { id: account, type: 'Account' },
    at: new Date(firing.at).toISOString(),
    nativeSeverity: rule.severity,
    facts: [...by.map(([label, value]) => ({ label, value })), { label: 'Events', value: eventsText(firing.eventIds) }],
    rule: {
      id: rule.id,
      path: rule.path,
      line: rule.line,
      // Without `by` all events of the rule are counted together, whatever account they are of.
      key: by.length === 0 ? ['all'] : by.map(([, value]) => value),
      values: by.map(([field, value]) => ({ field, value })),
      ...(Object.keys(rule.routing).length === 0 ? {} : { routing: rule.routing }),
    },
  };
}

function eventsText(ids: string[]): string {
  const shown = ids.slice(-shownIds).join(', ');
  return ids.length > shownIds ? `${ids.length}, the newest: ${shown}` : shown;
}
