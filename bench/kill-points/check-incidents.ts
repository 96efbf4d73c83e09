import type { Town } from '#sandbox/start-town.ts';
import type { PagerdutyIncident } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import type { Case } from '#core/case.ts';
import type { Route } from '#core/route.ts';
import { currentKey } from '#mirrors/pagerduty/incident-keys.ts';
import type { Problem } from './problem.ts';
import type { KeptCase } from '../read-cases.ts';

const statusOf = { open: 'triggered', acknowledged: 'acknowledged', snoozed: 'acknowledged', closed: 'resolved' };

/** One incident a call; that of the newest call as the case is, all others resolved. */
export function checkIncidents({ pagerduty }: Town, kept: KeptCase, route: Route): Problem[] {
  const c = kept.case;
  const incidents = pagerduty.incidents.filter(({ dedupKey }) => dedupKey.startsWith(`${c.id}:`));
  const key = currentKey(c);
  const keys = new Set(incidents.map(({ dedupKey }) => dedupKey));
  const problems: Problem[] = [];
  if (keys.size !== incidents.length)
    problems.push({ kind: 'incidents', about: `${c.id}: ${incidents.map(({ dedupKey }) => dedupKey).join(', ')}` });
  if (c.status === 'open' && route.pagerduty !== undefined && !keys.has(key))
    problems.push({ kind: 'incidents', about: `${c.id} has none for ${key}` });
  const wrong = incidents.filter((incident) => incident.status !== wantedStatus(incident, c));
  for (const { dedupKey, status } of wrong)
    problems.push({ kind: 'incident', about: `${dedupKey} is ${status}, ${c.id} ${c.status}, its call ${key}` });
  return problems;
}

function wantedStatus({ dedupKey }: PagerdutyIncident, c: Case): string {
  return dedupKey === currentKey(c) ? statusOf[c.status] : 'resolved';
}
