import type { Severity } from '#core/severity.ts';
import { createDice } from '../dice.ts';

/** How many cases of each severity, and how many alerts each of them gets. */
export interface Load {
  cases: Partial<Record<Severity, number>>;
  alertsPerCase: number;
}

export interface StormCase {
  type: string;
  severity: Severity;
}

/** One alert in Irene's own format, and the case that it belongs to. */
export interface StormAlert {
  line: string;
  of: StormCase;
}

/** The alerts of all cases, in an order that only `seed` decides. */
export function makeAlerts({ cases, alertsPerCase }: Load, seed: number): { cases: StormCase[]; alerts: StormAlert[] } {
  const all = Object.entries(cases).flatMap(([severity, count]) =>
    Array.from({ length: count }, (_, i) => ({ type: `storm/${severity}-${i}`, severity: severity as Severity })),
  );
  const alerts = all.flatMap((of) => Array.from({ length: alertsPerCase }, (_, i) => ({ line: lineOf(of, i), of })));
  return { cases: all, alerts: shuffled(alerts, seed) };
}

function lineOf({ type, severity }: StormCase, index: number): string {
  return JSON.stringify({
    irene: 1,
    id: `${type}-${index}`,
    type,
    title: `${type} needs a look`,
    severity,
    account: '111122223333',
    resource: { id: type, type: 'Bucket', name: type },
    at: new Date(Date.parse('2026-03-01T11:00:00Z') + index * 1000).toISOString(),
  });
}

function shuffled<T>(given: T[], seed: number): T[] {
  const all = [...given];
  const dice = createDice(seed);
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = dice.below(last + 1);
    [all[last], all[other]] = [all[other] as T, all[last] as T];
  }
  return all;
}
