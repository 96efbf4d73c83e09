import type { Actor } from '#core/actor.ts';
import { sleepsUntil } from '#core/case-action.ts';
import type { Case } from '#core/case.ts';
import { everyItem } from '#core/table.ts';
import { actOnCase } from './act-on-case.ts';
import { bodyOf, snoozedPk } from './case-items.ts';
import type { Context } from './context.ts';

/** Opens every case whose snooze has ended, and shows those whose silence has. Returns how many. */
export async function wakeSnoozed(context: Context): Promise<number> {
  const now = context.now().toISOString();
  let woken = 0;
  for await (const item of everyItem(context.table, { pk: snoozedPk, index: 'due', to: `${now}#\uFFFF` })) {
    const c = bodyOf<Case>(item);
    const requestId = `wake:${sleepsUntil(c) ?? ''}`;
    const by: Actor = { kind: 'system', id: 'clock' };
    const outcome = await actOnCase(context, { caseId: c.id, action: { do: 'wake', endedBy: now }, by, requestId });
    if ('done' in outcome) woken += 1;
  }
  return woken;
}
