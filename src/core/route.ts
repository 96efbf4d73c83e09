import { opsSource } from './ops.ts';
import type { Case } from './case.ts';
import type { Policy } from './policy.ts';

/** Where one case is shown and who is called. */
export interface Route {
  channels: string[];
  /** A user group id, a user id or `here`; absent = nobody is called. */
  mention?: string;
  /** `owner/repo`. */
  github?: string;
  pagerduty?: 'high' | 'low';
}

/** What the settings say about places. */
export interface Places {
  centralChannel: string;
  opsChannel: string;
  opsMention?: string;
  githubRepo?: string;
}

/** Irene's own trouble goes to the ops alone; it pages only when somebody escalates it. */
function opsRoute(c: Case, policy: Policy, places: Places): Route {
  const mention = whoIsCalled(c, true, places.opsMention ?? policy.mention);
  return {
    channels: [places.opsChannel],
    ...(mention === undefined ? {} : { mention }),
    ...(c.escalation === undefined ? {} : { pagerduty: 'high' }),
  };
}

/** An escalation calls whom it names; PagerDuty calls in its own way, and Slack calls the usual group beside it. */
function whoIsCalled({ escalation }: Case, isLoud: boolean, usual: string | undefined): string | undefined {
  if (escalation === undefined) return isLoud ? usual : undefined;
  return escalation.to.id === 'pagerduty' ? usual : escalation.to.id;
}

/** The routing table's row for the case's severity, with the places of its project. Pure. */
export function routeOf(c: Case, policy: Policy, places: Places): Route {
  if (c.sources.includes(opsSource)) return opsRoute(c, policy, places);
  const row = policy.routing[c.severity];
  const project = policy.projects.find((p) => p.name === c.project);
  const channels = new Set<string>();
  if (row.project) for (const channel of project?.channels ?? []) channels.add(channel);
  const isSeenByAll = row.central || c.escalation !== undefined || (row.project && channels.size === 0);
  if (isSeenByAll) channels.add(places.centralChannel);
  const mention = whoIsCalled(c, row.mention, project?.mention ?? policy.mention);
  const github = row.github ? (project?.githubRepo ?? places.githubRepo) : undefined;
  const pagerduty = c.escalation === undefined ? row.pagerduty : 'high';
  return {
    channels: [...channels],
    ...(mention === undefined ? {} : { mention }),
    ...(github === undefined ? {} : { github }),
    ...(pagerduty === false ? {} : { pagerduty }),
  };
}
