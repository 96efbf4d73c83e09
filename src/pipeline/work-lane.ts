import { setTimeout as wait } from 'node:timers/promises';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import type { Mirror } from '#core/mirror.ts';
import type { Item } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { createPace, type Pace } from './create-pace.ts';
import { isDue, laneOf, postponed, postponedFrom, type Effect } from './pending-effects.ts';
import { reflect } from './reflect.ts';
import { sendElsewhere } from './send-elsewhere.ts';
import { tellOps } from './tell-ops.ts';

export interface Lane {
  mirror: Mirror;
  to: string;
  signal: AbortSignal;
}

/** However long a service asks for: by then it is worth another try. */
const longestPauseMs = 3_600_000;

/** Ops hear of a lane that keeps failing from this attempt on, once an hour. */
const worthTelling = 3;

/** Works off one lane, one effect after the other, until nothing is due or `signal` aborts. */
export async function workLane(context: Context, lane: Lane): Promise<void> {
  const pace = paceOf(lane);
  let failures = 0;
  while (!lane.signal.aborted) {
    let effect = await nextEffect(context, lane);
    if (effect === undefined) return;
    const waitMs = pace.take(context.now().getTime());
    if (waitMs > 0) {
      await pause(waitMs, lane.signal);
      // Something worse may have come meanwhile.
      effect = await nextEffect(context, lane);
    }
    if (effect === undefined || lane.signal.aborted) return;
    try {
      await reflect(context, lane.mirror, lane.to, effect);
      failures = 0;
    } catch (err) {
      failures += 1;
      await pause(await afterFailure(context, lane, { effect, err, failures }), lane.signal);
    }
  }
}

// A lane's bucket outlives its worker: otherwise each worker would begin with a full one.
const paces = new WeakMap<Mirror, Map<string, Pace>>();

function paceOf({ mirror, to }: Lane): Pace {
  const ofMirror = paces.get(mirror) ?? new Map<string, Pace>();
  paces.set(mirror, ofMirror);
  const pace = ofMirror.get(to) ?? createPace(mirror.pace);
  ofMirror.set(to, pace);
  return pace;
}

/** The first is the one whose time comes next; behind it those may stand whose clock was set back. */
const postponedLookedAt = 20;

/** The most pressing effect whose time has come: of those that wait for nothing, or of those that were postponed. */
export async function nextEffect(
  { table, now }: Context,
  { mirror, to }: Pick<Lane, 'mirror' | 'to'>,
): Promise<Item | undefined> {
  const pk = laneOf({ mirror: mirror.name, to });
  const [fresh] = (await table.query({ pk, index: 'due', limit: 1, to: postponedFrom })).items;
  const postponedOnes = await table.query({ pk, index: 'due', limit: postponedLookedAt, from: postponedFrom });
  const delayed = postponedOnes.items.find((item) => isDue(bodyOf<Effect>(item), now()));
  if (fresh === undefined || delayed === undefined) return fresh ?? delayed;
  return bodyOf<Effect>(delayed).priority <= bodyOf<Effect>(fresh).priority ? delayed : fresh;
}

interface Failure {
  effect: Item;
  err: unknown;
  failures: number;
}

/** Postpones the effect and answers how long the whole lane should rest, in ms. */
async function afterFailure(context: Context, lane: Lane, { effect, err, failures }: Failure): Promise<number> {
  const known = bodyOf<Effect>(effect);
  const attempts = known.attempts + 1;
  const reason = err instanceof Error ? err.message : String(err);
  const facts = { lane: effect.pk, caseId: known.caseId, attempts, reason };
  const delay = delayOf(err, attempts);
  await context.table.write([postponed(effect, { ...known, attempts, reason }, { now: context.now(), forMs: delay })]);
  if (err instanceof DestinationGone) {
    context.log.warn(facts, 'destination is gone');
    if (!err.isEverywhere) await sendElsewhere(context, lane, known.caseId);
    await tellOfLane(context, lane, err);
    return err.isEverywhere ? delay : 0;
  }
  if (err instanceof TemporaryFailure) context.log.warn(facts, 'mirror failed for now');
  else context.log.error({ ...facts, err }, 'mirror failed with a bug');
  if (Math.max(attempts, failures) >= worthTelling) await tellOfLane(context, lane, err);
  // Another case may fare better than a bug with this one; a service that is down fails for all.
  return err instanceof TemporaryFailure ? delayOf(err, failures) : 0;
}

/**
 * 1 s, 2 s, 4 s … 1 min, with jitter; never sooner than the service asked for. A person must act on a gone place: 5 min;
 * on a whole service, where everything waits for it: 1 min.
 */
function delayOf(err: unknown, attempts: number): number {
  if (err instanceof DestinationGone) return err.isEverywhere ? 60_000 : 300_000;
  const backoff = Math.min(60_000, 1000 * 2 ** Math.min(attempts - 1, 10)) * (0.8 + Math.random() * 0.4);
  const asked = err instanceof TemporaryFailure ? Math.min(err.retryAfterMs ?? 0, longestPauseMs) : 0;
  return Math.max(backoff, asked);
}

/** A service that is down, or that takes no call of Irene's any more, is one cause, however many lanes wait for it. */
async function tellOfLane(context: Context, { mirror, to }: Lane, err: unknown): Promise<void> {
  const isEverywhere = err instanceof TemporaryFailure || (err instanceof DestinationGone && err.isEverywhere);
  const about = isEverywhere ? mirror.name : `${mirror.name} ${to}`;
  const hour = context.now().toISOString().slice(0, 13);
  await tellOps(context, {
    kind: 'mirror-failing',
    about,
    title: `Irene cannot show cases in ${about}`,
    facts: [
      { label: 'Reason', value: err instanceof Error ? err.message : String(err) },
      { label: 'What happens now', value: 'Nothing is lost: the cases wait and are shown when it works again.' },
    ],
    occurrence: hour,
    at: `${hour}:00:00.000Z`,
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal }).catch(() => undefined);
}
