import type { Case } from '#core/case.ts';
import { mustCallElsewhere } from '#core/call-elsewhere.ts';
import { everyItem } from '#core/table.ts';
import { actOnCase } from './act-on-case.ts';
import { bodyOf, caseKey } from './case-items.ts';
import { failingOf, hasFailed } from './lane-health.ts';
import { isNews, isOfStorm, laneOf, type Effect } from './pending-effects.ts';
import type { OpsContext } from './tell-ops.ts';

const minuteMs = 60_000;

/**
 * While the ops channel does not work, PagerDuty is told in its place: every ops case that waits for it is escalated,
 * once an episode, unless it only follows from Slack being down. Without PagerDuty the log is all there is.
 */
export async function callElsewhere(context: OpsContext): Promise<void> {
  const { table, places, policy, now } = context;
  if (!context.mirrors.some(({ name }) => name === 'pagerduty')) return;
  const destination = { mirror: 'slack', to: places.opsChannel };
  const failing = await failingOf(context, destination);
  if (failing === undefined || !(await hasFailed(table, destination))) return;
  const downMs = now().getTime() - Date.parse(failing.since);
  if (downMs < policy().ops.slackDownMinutes * minuteMs) return;
  for await (const item of everyItem(table, { pk: laneOf(destination), index: 'due' })) {
    const effect = bodyOf<Effect>(item);
    if (!isOfStorm(item) && isNews(effect)) await callFor(context, effect.caseId);
  }
}

async function callFor(context: OpsContext, caseId: string): Promise<void> {
  const [stored] = await context.table.get([caseKey(caseId)]);
  if (stored === undefined) return;
  const c = bodyOf<Case>(stored);
  if (!mustCallElsewhere(c, context.places.opsChannel)) return;
  await actOnCase(context, {
    caseId,
    action: {
      do: 'escalate',
      to: { id: 'pagerduty', label: 'PagerDuty' },
      why: `Slack does not take it in ${context.places.opsChannel}`,
    },
    by: { kind: 'system', id: 'irene' },
    requestId: `call-elsewhere:${c.episode}`,
  });
}
