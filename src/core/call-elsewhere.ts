import type { Case } from './case.ts';
import { opsSource } from './ops.ts';
import { severityRank } from './severity.ts';

/**
 * Whether an ops case that waits in the ops channel's lane must be told by PagerDuty because that channel does not work:
 * everything that would have called somebody, without what only follows from Slack being down. Pure.
 */
export function mustCallElsewhere(c: Case, opsChannel: string): boolean {
  if (!c.sources.includes(opsSource) || c.status !== 'open' || c.escalation !== undefined) return false;
  return severityRank(c.severity) >= severityRank('high') && !isConsequence(c, opsChannel);
}

function isConsequence({ type, resource }: Case, opsChannel: string): boolean {
  if (type === 'mirror-failing') return resource.id.startsWith('slack ') && resource.id !== `slack ${opsChannel}`;
  return type === 'lag' && resource.id.startsWith('slack ');
}
