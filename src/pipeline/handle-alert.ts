import type { Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import type { JsonObject } from '#core/json.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { Context } from './context.ts';
import { judgeAlerts } from './judge-alerts.ts';
import type { Shadow } from './note-shadow.ts';
import { recordInCase } from './record-in-case.ts';

/** What became of an alert: recorded in its case, or known before. */
export type Handled = { recorded: Case } | { known: true };

/** What became of alerts, and the cases that they are in, with the resources that they are about. */
export interface HandledAlerts {
  recorded: number;
  known: number;
  cases: { id: string; resourceId: string }[];
}

/** An alert that has come in; `update` is the record that brought it. */
export interface Incoming {
  alert: Alert;
  update?: JsonObject;
}

export type AlertContext = Pick<
  Context,
  'table' | 'mirrors' | 'rules' | 'policy' | 'places' | 'orders' | 'addresses' | 'laneBell' | 'now' | 'log'
>;

/** Judges one alert and records it in its case. Safe to call again with the same alert. */
export async function handleAlert(context: AlertContext, alert: Alert): Promise<Handled> {
  const [judged] = await judgeAlerts(context, [{ alert }], context.rules());
  if (judged === undefined) throw new Error('an alert without a finding');
  const finding = context.orders.quieten(judged);
  const { case: recorded } = await recordInCase(context, caseIdOf(finding.fingerprint), [finding]);
  return recorded === undefined ? { known: true } : { recorded };
}

/**
 * Judges alerts and records them in their cases, those of one case in their order. Safe to call again with the same
 * alerts. A failure is thrown when nothing is at work any more.
 */
export async function handleAlerts(
  context: AlertContext,
  incoming: Incoming[],
  { rules, shadow }: { rules: RuleSet; shadow?: Pick<Shadow, 'note'> } = { rules: context.rules() },
): Promise<HandledAlerts> {
  const judged = await judgeAlerts(context, incoming, rules, shadow);
  const findings = judged.map(context.orders.quieten);
  const cases = Map.groupBy(findings, ({ fingerprint }) => caseIdOf(fingerprint));
  const recordings = await Promise.allSettled([...cases].map(([id, some]) => recordInCase(context, id, some)));
  const about = [...cases].flatMap(([id, some]) => some.map(({ alert }) => ({ id, resourceId: alert.resource.id })));
  const counts: HandledAlerts = { recorded: 0, known: 0, cases: about };
  for (const one of recordings) {
    if (one.status === 'rejected') throw one.reason;
    counts.recorded += one.value.recorded;
    counts.known += one.value.known;
  }
  return counts;
}
