import { TemporaryFailure } from '#core/errors.ts';
import type { Key, Write } from '#core/table.ts';
import { tell } from '#rules/counting/firing.ts';
import type { Known } from '#rules/counting/known.ts';
import type { CountedRule } from '#rules/counting/plan.ts';
import type { Context } from './context.ts';
import { stateOf, windowWrite } from './window-items.ts';
import { mostWindowsAtOnce, untilWritten, writeWindows } from './write-windows.ts';

type TellContext = Pick<Context, 'table' | 'now'>;

/** A window whose firings are owed. */
export interface Owing {
  rule: CountedRule;
  at: Key;
  owed: Known[];
}

/** The firings are not owed any more. Throws TemporaryFailure when one of them was withdrawn meanwhile. */
export async function tellWindows(context: TellContext, owing: Owing[]): Promise<void> {
  let lost = false;
  for (const [rule, windows] of Map.groupBy(owing, (one) => one.rule)) {
    for (let from = 0; from < windows.length; from += mostWindowsAtOnce) {
      const some = windows.slice(from, from + mostWindowsAtOnce);
      const told = await untilWritten(context.table, rule, () => tryToTell(context, rule, some));
      lost ||= told.lost;
    }
  }
  if (lost) throw new TemporaryFailure('a firing was withdrawn while it was told');
}

async function tryToTell(
  { table, now }: TellContext,
  rule: CountedRule,
  windows: Owing[],
): Promise<{ lost: boolean } | undefined> {
  const stored = await table.get(windows.map(({ at }) => at));
  const writes: { write: Write; size: number }[] = [];
  let lost = false;
  for (const [index, { at, owed }] of windows.entries()) {
    const from = stored[index];
    const state = stateOf(from);
    if (state === undefined) continue;
    const told = tell(state, owed);
    lost ||= told.lost;
    const written = windowWrite(rule, { at, state: told.state, from, now: now() });
    if (written !== undefined) writes.push(written);
  }
  return (await writeWindows(table, writes)) ? { lost } : undefined;
}
