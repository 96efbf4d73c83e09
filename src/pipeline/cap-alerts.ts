import type { Context } from './context.ts';
import { tellOps, type OpsContext } from './tell-ops.ts';

/** So many alerts may one rule make of one file, and of all files that this process reads within an hour. */
const mostOfFile = 500;
const mostOfHour = 2_000;

/** A rule as far as it is told of. */
interface CappedRule {
  id: string;
  title: string;
  path: string;
  line: number;
}

/** Keeps a rule that matches everything from burying all others. What it held back is found by a replay of the file. */
export interface AlertCap {
  /** Whether this rule may make one more alert; counts it either way. */
  allows(rule: CappedRule): boolean;
  /** How many were held back, of all rules. */
  held(): number;
  /** Tells ops of each rule that was held back: one case a rule. */
  tell(context: OpsContext, file: string): Promise<void>;
}

interface Hour {
  name: string;
  made: Map<string, number>;
}

/** What the rules have made within this hour, of all files of this process. */
const hours = new WeakMap<Context['table'], Hour>();

/** For one file; `ofHour` false for a replay, which somebody has asked for: it counts by itself. */
export function createAlertCap(
  { table, now }: Pick<Context, 'table' | 'now'>,
  { ofHour }: { ofHour: boolean },
): AlertCap {
  const made = new Map<string, number>();
  const held = new Map<string, { rule: CappedRule; count: number }>();
  return {
    allows(rule) {
      const hour = ofHour ? hourOf(table, now()) : undefined;
      const [inFile, inHour] = [made.get(rule.id) ?? 0, hour?.made.get(rule.id) ?? 0];
      if (inFile >= mostOfFile || inHour >= mostOfHour) {
        held.set(rule.id, { rule, count: (held.get(rule.id)?.count ?? 0) + 1 });
        return false;
      }
      made.set(rule.id, inFile + 1);
      hour?.made.set(rule.id, inHour + 1);
      return true;
    },
    held: () => [...held.values()].reduce((sum, { count }) => sum + count, 0),
    async tell(context, file) {
      for (const { rule, count } of held.values())
        await tellHeld(context, { rule, count, made: made.get(rule.id) ?? 0, file });
    },
  };
}

function hourOf(table: Context['table'], now: Date): Hour {
  const name = now.toISOString().slice(0, 13);
  const known = hours.get(table);
  if (known?.name === name) return known;
  const hour: Hour = { name, made: new Map() };
  hours.set(table, hour);
  return hour;
}

interface Held {
  rule: CappedRule;
  count: number;
  made: number;
  file: string;
}

async function tellHeld(context: OpsContext, { rule, count, made, file }: Held): Promise<void> {
  const hour = context.now().toISOString().slice(0, 13);
  await tellOps(context, {
    kind: 'rule-storm',
    about: rule.id,
    title: `The rule "${rule.title}" matches too much`,
    facts: [
      { label: 'Rule', value: `${rule.id} (${rule.path}:${rule.line})` },
      { label: 'Held back', value: `${count} alerts of this file, after ${made} that were made` },
      { label: 'Most', value: `${mostOfFile} alerts of one rule a file, ${mostOfHour} an hour` },
      { label: 'File', value: file },
      { label: 'After a fix', value: `The file is kept: irene replay --key ${file}` },
    ],
    occurrence: hour,
    at: `${hour}:00:00.000Z`,
    severity: 'medium',
  });
}
