import type { Table } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { laneOf, postponedFrom, type Effect } from './pending-effects.ts';
import { endTrouble, raiseTrouble, readStanding } from './standing-troubles.ts';
import type { Lane } from './work-lane.ts';

type LaneName = { mirror: Pick<Lane['mirror'], 'name'>; to: string };

/** What ops cases about a lane are about: `slack C0WEB`. */
export function aboutLane({ mirror, to }: LaneName): string {
  return `${mirror.name} ${to}`;
}

/** Tells ops that a lane keeps failing. */
export async function tellOfLane(context: Context, lane: Lane, reason: string): Promise<void> {
  const about = aboutLane(lane);
  knownToWork(context.table).delete(about);
  await raiseTrouble(context, {
    kind: 'mirror-failing',
    about,
    title: `Irene cannot show cases in ${about}`,
    facts: [
      { label: 'Reason', value: reason },
      { label: 'What happens now', value: 'Nothing is lost: the cases wait and are shown when it works again.' },
    ],
  });
}

/** For so long a lane that stands for nothing is not looked up again: else each card would cost one read more. */
const trustMs = 30_000;

const working = new WeakMap<Table, Map<string, number>>();

function knownToWork(table: Table): Map<string, number> {
  const known = working.get(table) ?? new Map<string, number>();
  working.set(table, known);
  return known;
}

/**
 * After something was shown: when ops were told that the lane fails, and nothing in it still waits for having failed,
 * that is over. Never throws: what was shown is shown.
 */
export async function laneWorks(context: Context, lane: Lane): Promise<void> {
  const about = aboutLane(lane);
  const known = knownToWork(context.table);
  const now = context.now().getTime();
  if (Math.abs(now - (known.get(about) ?? 0)) < trustMs) return;
  try {
    const standing = await readStanding(context, { kind: 'mirror-failing', about });
    if (standing !== undefined && standing.endedAt === undefined) {
      if (await hasFailed(context.table, lane)) return;
      await endTrouble(context, standing, 'Cases are shown again.');
    }
    known.set(about, now);
  } catch (err) {
    context.log.warn({ err, lane: about }, 'it could not be noted that the lane works again');
  }
}

/** What failed waits in its place at the head of the lane, or was postponed. */
async function hasFailed(table: Table, { mirror, to }: LaneName): Promise<boolean> {
  const pk = laneOf({ mirror: mirror.name, to });
  const head = await table.query({ pk, index: 'due', to: postponedFrom, limit: 20 });
  const later = await table.query({ pk, index: 'due', from: postponedFrom, limit: 100 });
  return [...head.items, ...later.items].some((item) => bodyOf<Effect>(item).reason !== undefined);
}
