import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import type { Destination } from '#core/mirror.ts';
import { everyItem, type Table } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { laneOf, lanesPk, postponedFrom, type Effect } from './pending-effects.ts';
import { endTrouble, raiseTrouble, readStandings, type Standing } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';
import type { Lane } from './work-lane.ts';

const kind = 'mirror-failing';

/** What ops cases about one lane are about: `slack C0WEB`. Those about all lanes of a mirror are about `slack`. */
export function aboutLane({ mirror, to }: Destination): string {
  return `${mirror} ${to}`;
}

/**
 * Tells ops that a lane keeps failing. A service that is down, or that takes no call of Irene's any more, is one cause,
 * however many lanes wait for it.
 */
export async function tellOfLane(context: Context, { mirror, to }: Lane, err: unknown): Promise<void> {
  const isEverywhere = err instanceof TemporaryFailure || (err instanceof DestinationGone && err.isEverywhere);
  const about = isEverywhere ? mirror.name : aboutLane({ mirror: mirror.name, to });
  knownToWork(context.table).clear();
  await raiseTrouble(context, {
    kind,
    about,
    title: `Irene cannot show cases in ${about}`,
    facts: [
      { label: 'Reason', value: err instanceof Error ? err.message : String(err) },
      { label: 'What happens now', value: 'Nothing is lost: the cases wait and are shown when it works again.' },
    ],
  });
}

/** What ops were told of this lane and of its whole service, as far as that is kept; also what is over. */
export function troublesOf(context: Pick<OpsContext, 'table'>, destination: Destination): Promise<Standing[]> {
  return readStandings(
    context,
    [aboutLane(destination), destination.mirror].map((about) => ({ kind, about })),
  );
}

/** The one that holds still, the lane's own first. */
export async function failingOf(
  context: Pick<OpsContext, 'table'>,
  destination: Destination,
): Promise<Standing | undefined> {
  return (await troublesOf(context, destination)).find(({ endedAt }) => endedAt === undefined);
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
 * After something was shown: when ops were told that the lane or its service fails, and nothing there still waits for
 * having failed, that is over. Never throws: what was shown is shown.
 */
export async function laneWorks(context: Context, lane: Lane): Promise<void> {
  const destination = { mirror: lane.mirror.name, to: lane.to };
  const about = aboutLane(destination);
  const known = knownToWork(context.table);
  const now = context.now().getTime();
  if (Math.abs(now - (known.get(about) ?? 0)) < trustMs) return;
  try {
    const failing = await failingOf(context, destination);
    if (failing !== undefined) {
      if (await stillFails(context.table, failing, destination)) return;
      await endTrouble(context, failing, 'Cases are shown again.');
    } else known.set(about, now);
  } catch (err) {
    context.log.warn({ err, lane: about }, 'it could not be noted that the lane works again');
  }
}

async function stillFails(table: Table, { about }: Standing, destination: Destination): Promise<boolean> {
  if (about !== destination.mirror) return hasFailed(table, destination);
  for await (const item of everyItem(table, { pk: lanesPk })) {
    const lane = bodyOf<Destination>(item);
    if (lane.mirror === destination.mirror && (await hasFailed(table, lane))) return true;
  }
  return false;
}

/** Whether something waits there for having failed: in its place at the head of the lane, or postponed. */
export async function hasFailed(table: Table, destination: Destination): Promise<boolean> {
  const pk = laneOf(destination);
  const head = await table.query({ pk, index: 'due', to: postponedFrom, limit: 20 });
  const later = await table.query({ pk, index: 'due', from: postponedFrom, limit: 100 });
  return [...head.items, ...later.items].some((item) => bodyOf<Effect>(item).reason !== undefined);
}
