import type { Alert } from '#core/alert.ts';
import { alertOfFiring } from '#rules/alert-of-firing.ts';
import type { Firing } from '#rules/counting/firing.ts';
import type { Match } from '#rules/counting/mark.ts';
import { countMatches } from './count-matches.ts';
import type { AlertContext } from './handle-alert.ts';
import { judgeAlerts } from './judge-alerts.ts';
import type { RuleWork } from './rule-work.ts';
import { withdrawFinding } from './withdraw-occurrence.ts';

/**
 * Counts matches in the windows of their rules and has what fires by it recorded, and what does not any more withdrawn.
 * The windows are told when that is done, so that after a crash they say it again.
 */
export async function countFiring(
  context: AlertContext,
  matches: Match[],
  { rules, cap, shadow, counted, firingRules }: RuleWork,
  record: (alerts: Alert[]) => Promise<void>,
): Promise<void> {
  const { fired, withdrawn, tell } = await countMatches(context, counted, matches);
  if (fired.length === 0 && withdrawn.length === 0) return tell();
  const alerts: Alert[] = [];
  const heldBefore = cap.held();
  for (const firing of fired) {
    const rule = firingRules.get(firing.rule);
    if (rule?.status === 'test') shadow.note(rule, `${firing.key} ${firing.id}`);
    else if (rule !== undefined && cap.allows(rule)) alerts.push(alertOfFiring(rule, firing));
  }
  if (alerts.length > 0) await record(alerts);
  for (const firing of withdrawn) await withdraw(context, firing, { rules, firingRules });
  // What was held back stays owed: a replay, or what comes next of the same key, brings it again.
  if (cap.held() === heldBefore) await tell();
}

async function withdraw(
  context: AlertContext,
  firing: Firing,
  { rules, firingRules }: Pick<RuleWork, 'rules' | 'firingRules'>,
): Promise<void> {
  const rule = firingRules.get(firing.rule);
  if (rule?.status !== 'on') return;
  const findings = await judgeAlerts(context, [{ alert: alertOfFiring(rule, firing) }], rules);
  for (const finding of findings) await withdrawFinding(context, finding);
}
