import type { Key, Write } from '#core/table.ts';
import { advance } from '#rules/counting/advance.ts';
import type { Counting } from '#rules/counting/counting.ts';
import { dealFirings, dealMatches, eventOf, type Deal, type Dealt } from '#rules/counting/deal.ts';
import { firingOf, owedBy, type Change } from '#rules/counting/firing.ts';
import type { Known } from '#rules/counting/known.ts';
import type { Match } from '#rules/counting/mark.ts';
import { planOf, quietRules, type CountedRule } from '#rules/counting/plan.ts';
import { mostEventsOfFiring, shortMark } from '#rules/counting/window-body.ts';
import type { Tally, WindowState } from '#rules/counting/window-state.ts';
import type { Context } from './context.ts';
import { tellWindows, type Owing } from './tell-windows.ts';
import { stateOf, windowKey, windowWrite } from './window-items.ts';
import { mostWindowsAtOnce, untilWritten, writeWindows } from './write-windows.ts';

type CountContext = Pick<Context, 'table' | 'now' | 'log'>;

/** What matches have caused. Firings of rules that make no alerts of their own are not among it. */
export interface Counted extends Change {
  /**
   * When the firings are recorded and the withdrawn ones are withdrawn: from now on they are not owed any more. Throws
   * TemporaryFailure when one of them was withdrawn meanwhile: the file must be read once more.
   */
  tell(): Promise<void>;
}

/**
 * Counts the matches of one file, and keeps what is counted. Firings are owed until they are told: after a crash, the
 * same matches again, or others of the same keys, answer them again. So whoever calls it records them so that a second
 * time does nothing, and then tells. `rules` as `orderCounted` puts them.
 */
export async function countMatches(
  context: CountContext,
  rules: readonly { id: string; counting?: Counting }[],
  matches: readonly Match[],
): Promise<Counted> {
  const plan = planOf(rules);
  const deal = dealMatches(plan, matches);
  const quiet = quietRules(rules);
  const change: Change = { fired: [], withdrawn: [] };
  const owing: Owing[] = [];
  for (const rule of plan.rules) {
    const isLoud = !quiet.has(rule.id);
    for (const { state, dealt, at } of await advanceWindows(context, rule, deal)) {
      dealFirings(plan, deal, { rule, key: dealt.key, known: state.known });
      const owed = state.known.filter((firing) => firing.owed);
      if (owed.length > 0) owing.push({ rule, at, owed });
      if (isLoud) noteOwed(change, deal, { rule, dealt, known: owed });
    }
  }
  if (deal.missing > 0) context.log.debug({ missing: deal.missing }, 'matches without a field that is counted by');
  return { ...change, tell: () => tellWindows(context, owing) };
}

function noteOwed(
  change: Change,
  deal: Deal,
  { rule, dealt: { key }, known }: { rule: CountedRule; dealt: Dealt; known: Known[] },
): void {
  const { fired, withdrawn } = owedBy(known);
  for (const one of fired) {
    const firing = firingOf(rule, key, one, eventOf(deal, one.eventId));
    // As many as are kept of it, so that it is the same when it is answered again.
    change.fired.push({ ...firing, eventIds: firing.eventIds.slice(-mostEventsOfFiring) });
  }
  for (const one of withdrawn) change.withdrawn.push(firingOf(rule, key, one));
}

interface Advanced {
  dealt: Dealt;
  at: Key;
  state: WindowState;
}

async function advanceWindows(context: CountContext, rule: CountedRule, deal: Deal): Promise<Advanced[]> {
  const dealt = [...(deal.windows.get(rule)?.values() ?? [])];
  const advanced: Advanced[] = [];
  for (let from = 0; from < dealt.length; from += mostWindowsAtOnce) {
    const some = dealt.slice(from, from + mostWindowsAtOnce);
    advanced.push(...(await untilWritten(context.table, rule, () => tryToAdvance(context, rule, some))));
  }
  return advanced;
}

/** Undefined when somebody else changed one of the windows in between. */
async function tryToAdvance(context: CountContext, rule: CountedRule, dealt: Dealt[]): Promise<Advanced[] | undefined> {
  const { table, now } = context;
  const keys = dealt.map(({ key }) => windowKey(rule, key.text));
  const stored = await table.get(keys);
  const writes: { write: Write; size: number }[] = [];
  const total: Tally = { counted: 0, duplicate: 0, late: 0, future: 0, crowded: 0 };
  const advanced = dealt.map((one, index): Advanced => {
    const at = keys[index] ?? windowKey(rule, one.key.text);
    const from = stored[index];
    const [marks, withdrawn] = [one.marks, one.withdrawn].map((some) => some.map((mark) => shortMark(rule, mark)));
    const arriving = { marks: marks ?? [], withdrawn: withdrawn ?? [] };
    const { state, tally } = advance(rule.counting, stateOf(from), arriving, now().getTime());
    const written = windowWrite(rule, { at, state, from, now: now() });
    if (written !== undefined) writes.push(written);
    addTally(total, { ...tally, crowded: tally.crowded + (written?.crowded ?? 0) });
    return { dealt: one, at, state };
  });
  if (!(await writeWindows(table, writes))) return undefined;
  tellUncounted(context, rule, total);
  return advanced;
}

function addTally(total: Tally, tally: Tally): void {
  for (const name of ['counted', 'duplicate', 'late', 'future', 'crowded'] as const) total[name] += tally[name];
}

function tellUncounted({ log }: CountContext, { id }: CountedRule, { late, future, crowded }: Tally): void {
  if (late + future + crowded > 0) log.warn({ rule: id, late, future, crowded }, 'some matches were not counted');
}
