import { opsSource } from './ops.ts';
import type { Case } from './case.ts';
import type { Policy, Routing } from './policy.ts';
import type { RuleRouting } from './rule-routing.ts';
import { isWorse } from './severity.ts';

/** Where one case is shown and who is called. */
export interface Route {
  channels: string[];
  /** A user group id, a user id or `here`; absent = nobody is called. */
  mention?: string;
  /** `owner/repo`. */
  github?: string;
  pagerduty?: 'high' | 'low';
  /** What is to be done, as the rule says: a link. */
  runbook?: string;
}

/** What the settings say about places. */
export interface Places {
  centralChannel: string;
  opsChannel: string;
  opsMention?: string;
  githubRepo?: string;
}

/** Irene's own trouble goes to the ops alone, what is low without a call; it pages only when somebody escalates it. */
function opsRoute(c: Case, policy: Policy, places: Places): Route {
  const mention = whoIsCalled(c, isWorse(c.severity, 'low'), places.opsMention ?? policy.mention);
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

/**
 * The routing table's row for the case's severity, with the places of its project, and with the channels that have
 * subscribed to it. Pure.
 */
export function routeOf(c: Case, policy: Policy, places: Places, subscribers: readonly string[] = []): Route {
  if (c.silenced !== undefined && c.escalation === undefined) return { channels: [] };
  if (c.sources.includes(opsSource)) return opsRoute(c, policy, places);
  const row = rowOf(c, policy);
  const project = policy.projects.find((p) => p.name === c.project);
  const { said } = row;
  const channels = new Set<string>();
  if (row.project) for (const channel of project?.channels ?? []) channels.add(channel);
  const isSeenByAll = row.central || c.escalation !== undefined || (row.project && channels.size === 0);
  if (isSeenByAll) channels.add(places.centralChannel);
  for (const channel of said.channels ?? []) channels.add(channel);
  if (c.severity !== 'none') for (const channel of subscribers) channels.add(channel);
  const usual = typeof said.mention === 'string' ? said.mention : (project?.mention ?? policy.mention);
  const mention = whoIsCalled(c, row.mention, usual);
  const github = row.github ? (project?.githubRepo ?? places.githubRepo) : undefined;
  const pagerduty = c.escalation === undefined ? row.pagerduty : 'high';
  return {
    channels: [...channels],
    ...(mention === undefined ? {} : { mention }),
    ...(github === undefined ? {} : { github }),
    ...(pagerduty === false ? {} : { pagerduty }),
    ...(said.runbook === undefined ? {} : { runbook: said.runbook }),
  };
}

/** The table's row for its severity, as far as the rule that made the alert does not say otherwise. */
function rowOf(c: Case, policy: Policy): Routing & { said: RuleRouting } {
  const row = policy.routing[c.severity];
  const said = c.severity === 'none' ? {} : (c.routing ?? {});
  return {
    ...row,
    ...(said.mention === undefined ? {} : { mention: said.mention !== false }),
    ...(said.page === undefined ? {} : { pagerduty: said.page }),
    said,
  };
}
