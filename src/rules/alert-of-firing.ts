import type { Alert } from '#core/alert.ts';
import { alertByRule } from './alert-by-rule.ts';
import type { Firing } from './counting/firing.ts';
import type { CorrelationRule, DetectionRule } from './rule.ts';

const shownIds = 10;

/**
 * What a rule that counts says when it has fired. All that makes it the same again is of the firing's key, place and
 * origin: which of the events is at hand depends on the order in which files came.
 */
export function alertOfFiring(rule: DetectionRule | CorrelationRule, firing: Firing): Alert {
  const { about, id, key, at, eventIds } = firing;
  const by = Object.entries(firing.by);
  return alertByRule(rule, about, {
    id: `${rule.id}/${key}/${id}`,
    resource: { id: about.account, type: 'Account' },
    at: new Date(at).toISOString(),
    facts: [...by.map(([label, value]) => ({ label, value })), { label: 'Events', value: eventsText(eventIds) }],
    // Without `by` all events of the rule are counted together, whatever account they are of.
    key: by.length === 0 ? ['all'] : by.map(([, value]) => value),
    values: by.map(([field, value]) => ({ field, value })),
  });
}

function eventsText(ids: string[]): string {
  const shown = ids.slice(-shownIds).join(', ');
  return ids.length > shownIds ? `${ids.length}, the newest: ${shown}` : shown;
}
