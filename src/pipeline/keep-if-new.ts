import { occurrenceIdOf } from '#core/alert.ts';
import { wasSeenBefore } from '#rules/first-seen/sightings.ts';
import { valuesOfAlert } from '#rules/first-seen/values-seen.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { AlertContext } from './handle-alert.ts';
import { inTurn } from './in-turn.ts';
import { judgeAlerts } from './judge-alerts.ts';
import type { Seen } from './note-seen.ts';
import type { Fired } from './rule-work.ts';
import { untilSaved } from './save-case.ts';
import { seenKey, seenOf, seenWrite, shortFinding, type SeenName, type SeenValueKept } from './seen-items.ts';
import { withdrawFinding, type Withdrawn } from './withdraw-occurrence.ts';

/** Withdraws alerts that were made because a value was new, when an earlier record shows that it was not. Safe to call again. */
export async function withdrawNotNew(context: AlertContext, wrong: Seen['wrong']): Promise<void> {
  for (const { name, told } of wrong) {
    for (const finding of told) await withdrawFinding(context, finding);
    await change(context, name, (kept) => without(kept, told));
  }
}

/**
 * Keeps with each value which recorded alerts stand only as long as it was new; what came to light in between is
 * withdrawn at once. Safe to call again.
 */
export async function keepIfNew(context: AlertContext, fired: readonly Fired[], rules: RuleSet): Promise<void> {
  for (const { alert, update, ifNew } of fired) {
    if (ifNew === undefined) continue;
    const [finding] = await judgeAlerts(context, [{ alert, ...(update === undefined ? {} : { update }) }], rules);
    if (finding === undefined) continue;
    const { source, account, values } = valuesOfAlert(alert, update, ifNew);
    for (const value of values) await keepOne(context, { ...value, source, account }, shortFinding(finding));
  }
}

async function keepOne(context: AlertContext, name: SeenName, finding: Withdrawn): Promise<void> {
  const id = occurrenceIdOf(finding.alert);
  const kept = await change(context, name, (before) => {
    const isKnown = before.told.some(({ alert }) => occurrenceIdOf(alert) === id);
    return isKnown ? before : { ...before, told: [...before.told, finding] };
  });
  const told = kept.told.filter(({ alert }) => wasSeenBefore(kept.sightings, Date.parse(alert.at)));
  if (told.length > 0) await withdrawNotNew(context, [{ name, told }]);
}

function without(kept: SeenValueKept, told: readonly Withdrawn[]): SeenValueKept {
  const gone = new Set(told.map(({ alert }) => occurrenceIdOf(alert)));
  const left = kept.told.filter(({ alert }) => !gone.has(occurrenceIdOf(alert)));
  return left.length === kept.told.length ? kept : { ...kept, told: left };
}

async function change(
  { table, now }: AlertContext,
  name: SeenName,
  work: (kept: SeenValueKept) => SeenValueKept,
): Promise<SeenValueKept> {
  const key = seenKey(name);
  return inTurn(table, key.pk, () =>
    untilSaved(`alerts of a new value of ${name.field}`, async () => {
      const [from] = await table.get([key]);
      const before = seenOf(from);
      const after = work(before);
      if (after === before) return before;
      const { conflicts } = await table.write([seenWrite(name.field, key, after, { from, now: now() })]);
      return conflicts.length === 0 ? after : undefined;
    }),
  );
}
