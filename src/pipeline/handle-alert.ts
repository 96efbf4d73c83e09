import { boundAlert, type Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import type { Finding } from '#core/record-finding.ts';
import { judge } from '#rules/judge.ts';
import type { Context } from './context.ts';
import { recordInCase } from './record-in-case.ts';

/** What became of an alert: recorded in its case, or known before. */
export type Handled = { recorded: Case } | { known: true };

type AlertContext = Pick<Context, 'table' | 'mirrors' | 'policy' | 'places' | 'laneBell' | 'now' | 'log'>;

/** Judges one alert and records it in its case. Safe to call again with the same alert. */
export async function handleAlert(context: AlertContext, alert: Alert): Promise<Handled> {
  const finding = findingOf(context, alert);
  const { case: recorded } = await recordInCase(context, caseIdOf(finding.fingerprint), [finding]);
  return recorded === undefined ? { known: true } : { recorded };
}

/**
 * Judges alerts and records them in their cases, those of one case in their order. Safe to call again with the same
 * alerts. A failure is thrown when nothing is at work any more.
 */
export async function handleAlerts(
  context: AlertContext,
  alerts: Alert[],
): Promise<{ recorded: number; known: number }> {
  const findings = alerts.map((alert) => findingOf(context, alert));
  const cases = Map.groupBy(findings, ({ fingerprint }) => caseIdOf(fingerprint));
  const recordings = await Promise.allSettled([...cases].map(([id, some]) => recordInCase(context, id, some)));
  const counts = { recorded: 0, known: 0 };
  for (const one of recordings) {
    if (one.status === 'rejected') throw one.reason;
    counts.recorded += one.value.recorded;
    counts.known += one.value.known;
  }
  return counts;
}

function findingOf({ policy }: AlertContext, incoming: Alert): Finding {
  return judge(boundAlert(incoming), policy());
}
