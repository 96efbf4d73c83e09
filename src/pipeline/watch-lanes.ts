import type { Instant } from '#core/json.ts';
import type { Destination } from '#core/mirror.ts';
import { everyItem, type Table } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { aboutLane, troublesOf } from './lane-health.ts';
import { isNews, laneOf, lanesPk, type Effect } from './pending-effects.ts';
import { endTrouble, settleTroubles, standingTroubles, type Condition, type Standing } from './standing-troubles.ts';
import type { OpsContext } from './tell-ops.ts';

type LagContext = OpsContext & Pick<Context, 'mirrors'>;

const minuteMs = 60_000;

/** How a lane is doing. */
export interface LaneState {
  destination: Destination;
  about: string;
  waiting: number;
  /** Of the news that wait, since when the oldest does. */
  oldest?: Instant;
  /** Of an effect that failed. */
  reason?: string;
}

/** Every lane with what waits in it. */
export async function* laneStates(table: Table): AsyncGenerator<LaneState> {
  for await (const lane of everyItem(table, { pk: lanesPk })) {
    const destination = bodyOf<Destination>(lane);
    const about = aboutLane(destination);
    const state: LaneState = { destination, about, waiting: 0 };
    const waiting = everyItem(table, { pk: laneOf(destination), index: 'due' });
    for await (const item of waiting) add(state, bodyOf<Effect>(item));
    yield state;
  }
}

function add(state: LaneState, effect: Effect): void {
  state.waiting += 1;
  if (effect.reason !== undefined) state.reason ??= effect.reason;
  if (effect.since === undefined || !isNews(effect)) return;
  if (state.oldest === undefined || effect.since < state.oldest) state.oldest = effect.since;
}

/**
 * Tells ops of lanes in which news wait too long although nothing fails: nobody works on them, or more comes than the
 * place takes. A lane that fails is told by whoever works on it.
 */
export async function watchLanes(context: LagContext): Promise<void> {
  const holding: Condition[] = [];
  const failed = new Set<string>();
  for await (const state of laneStates(context.table)) {
    const { mirror } = state.destination;
    if (state.reason !== undefined) failed.add(mirror);
    const isServed = context.mirrors.some(({ name }) => name === mirror);
    const troubles = await troublesOf(context, state.destination);
    const failing = troubles.find(({ endedAt }) => endedAt === undefined);
    if (failing?.about === state.about) await endIfIdle(context, failing, state, isServed);
    else if (failing === undefined && isServed) holding.push(...lagOf(context, state, worksSince(troubles)));
  }
  await endIdleServices(context, failed);
  await settleTroubles(context, {
    kind: 'lag',
    holding,
    judges: ({ about }) => about !== filesAbout,
    because: 'Nothing waits too long any more.',
  });
}

/** The lag of files is another look's. */
export const filesAbout = 'files';

/** The last one that waited was shown by a process that ended before it could say so, or nobody shows there any more. */
async function endIfIdle(context: LagContext, failing: Standing, state: LaneState, isServed: boolean): Promise<void> {
  if (state.waiting === 0) await endTrouble(context, failing, 'Nothing waits there any more.');
  else if (!isServed) await endTrouble(context, failing, 'The settings name this place no longer.');
}

/** Of a whole service: nothing waits there any more for having failed. */
async function endIdleServices(context: LagContext, failed: Set<string>): Promise<void> {
  for (const standing of await standingTroubles(context, 'mirror-failing')) {
    const isService = !standing.about.includes(' ');
    if (isService && !failed.has(standing.about)) await endTrouble(context, standing, 'Nothing waits there any more.');
  }
}

/** When the last trouble of the lane or its service was over, if that is known. */
function worksSince(troubles: Standing[]): Instant | undefined {
  return troubles
    .flatMap(({ endedAt }) => endedAt ?? [])
    .toSorted()
    .at(-1);
}

/** What waited while the place was down is not late because of the lane: it counts from then on. */
function lagOf(
  context: LagContext,
  { about, oldest, waiting }: LaneState,
  worksSince: Instant | undefined,
): Condition[] {
  if (oldest === undefined) return [];
  const since = worksSince !== undefined && worksSince > oldest ? worksSince : oldest;
  const minutes = (context.now().getTime() - Date.parse(since)) / minuteMs;
  if (minutes <= context.policy().ops.lagMinutes) return [];
  return [
    {
      kind: 'lag',
      about,
      title: `Cases wait ${Math.floor(minutes)} minutes to be shown in ${about}`,
      facts: [
        { label: 'Waiting', value: String(waiting) },
        { label: 'The oldest since', value: oldest },
        { label: 'What to look at', value: 'Does a process with the role reflect run? irene status' },
      ],
    },
  ];
}
