import type { OpsPolicy } from './ops-policy.ts';
import type { Reminding } from './reminding.ts';
import type { Permissions } from './permissions.ts';
import type { Severity } from './severity.ts';
import type { WorkingHours } from './working-hours.ts';

/** Who owns accounts and cloud projects, and where their cases go. */
export interface Project {
  name: string;
  title?: string;
  /** AWS account ids and Google Cloud project ids. */
  accounts: string[];
  /** Slack channels, by id (`C0123`) or name (`#team-web`). */
  channels: string[];
  /** `owner/repo` where it differs from the default. */
  githubRepo?: string;
  /** Who is called for critical and high: a Slack user group id (`S…`), a user id (`U…`), or `here`. */
  mention?: string;
  /** `facts.environment` of the rules: `production`, `staging`, `sandbox`, or whatever the team calls it. */
  environment?: string;
  /** `facts.owner` of the rules. */
  owner?: string;
  /** Where it differs from the policy's. */
  timeZone?: string;
  workingHours?: WorkingHours;
}

/** One row of the routing table. */
export interface Routing {
  project: boolean;
  central: boolean;
  mention: boolean;
  github: boolean;
  pagerduty: 'high' | 'low' | false;
}

/** How a source's own severity becomes one of ours: the first line that fits. */
export type NativeSeverity =
  | { kind: 'words'; words: Record<string, Severity> }
  | { kind: 'bands'; bands: { atLeast: number; severity: Severity }[] };

/** The team's decisions from `rules/policy.yml` and `rules/projects.yml`. */
export interface Policy {
  severityOf: Record<string, NativeSeverity>;
  /** For a source or a native severity that the table does not know. */
  unknownSeverity: Severity;
  routing: Record<Severity, Routing>;
  mention?: string;
  /** When more than `cards` new cases wait for one channel, the medium and low ones are shown there as one. */
  storm: { cards: number };
  projects: Project[];
  /** Slack user ids by a part of an identity in a cloud (`user/aki`, `aki@example.com`), for those whose e-mail does not tell. */
  people: ReadonlyMap<string, string>;
  ops: OpsPolicy;
  /** Who may do what in Slack. */
  permissions: Permissions;
  reminding: Reminding;
}

/** The project of accounts that nobody has claimed in `projects.yml`. */
export const unassigned = 'unassigned';

export function projectOf(policy: Policy, account: string): Project | undefined {
  return policy.projects.find((project) => project.accounts.includes(account));
}
