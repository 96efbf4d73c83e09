import type { Case } from '#core/case.ts';
import { lengthText } from '#core/length-text.ts';
import { missedAfterMs } from '#core/reminders.ts';
import { bodyOf, livingPk } from './case-items.ts';
import { settleTroubles, type Condition } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';

/** The longest overdue stand first: what they say of the job holds for all. */
const lookedAt = 100;

/** Tells ops that cases have not been reminded of although two rounds have passed: nobody would miss what never comes. */
export async function watchReminders(context: OpsContext): Promise<void> {
  const { table, policy } = context;
  const now = context.now();
  const overdue = await table.query({
    pk: livingPk,
    index: 'due',
    to: `${now.toISOString()}#\uFFFF`,
    limit: lookedAt,
  });
  const missed = overdue.items
    .map((item) => bodyOf<Case>(item))
    .map((c) => ({ c, lateMs: now.getTime() - Date.parse(c.upcoming?.[0]?.at ?? now.toISOString()) }))
    .filter(({ c, lateMs }) => lateMs > missedAfterMs(c, policy()));
  const holding = missed.length === 0 ? [] : [conditionOf(missed)];
  await settleTroubles(context, { kind: 'reminder-late', holding, because: 'Every reminder has come.' });
}

function conditionOf(missed: { c: Case; lateMs: number }[]): Condition {
  const longest = Math.max(...missed.map(({ lateMs }) => lateMs));
  const many = missed.length === lookedAt ? `${lookedAt} or more` : String(missed.length);
  const facts = [
    { label: 'Cases', value: many },
    { label: 'Overdue', value: lengthText(longest) },
    { label: 'First of them', value: missed[0]?.c.id ?? '' },
  ];
  return { kind: 'reminder-late', about: 'reminders', title: 'Reminders of cases do not come', facts };
}
