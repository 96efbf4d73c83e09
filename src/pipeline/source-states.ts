import { patienceWith, type Arrivals, type Patience } from '#core/arrivals.ts';
import type { OpsPolicy } from '#core/ops-policy.ts';
import type { Context } from './context.ts';
import { readArrivals } from './note-arrivals.ts';

/** When a source, or one account of it, brought something last, and how long it may be silent. */
export interface SourceState {
  arrivals: Arrivals;
  silentMs: number;
  patience: Patience;
  isSilent: boolean;
}

/** Sources first, then their accounts; each the longest silent first. */
export async function sourceStates(
  { table, now }: Pick<Context, 'table' | 'now'>,
  silence: OpsPolicy['silence'],
): Promise<SourceState[]> {
  const at = now().getTime();
  const states = (await readArrivals(table)).map((arrivals): SourceState => {
    const patience = patienceWith(arrivals, silence);
    const silentMs = at - Date.parse(arrivals.lastAt);
    return { arrivals, silentMs, patience, isSilent: 'afterMs' in patience && silentMs > patience.afterMs };
  });
  return states.toSorted((a, b) => rankOf(a) - rankOf(b) || b.silentMs - a.silentMs);
}

function rankOf({ arrivals }: SourceState): number {
  return arrivals.account === undefined ? 0 : 1;
}
