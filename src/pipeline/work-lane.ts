import { setTimeout as wait } from 'node:timers/promises';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import type { Mirror } from '#core/mirror.ts';
import type { Item, Write } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { createPace, type Pace } from './create-pace.ts';
import { foldStorm } from './fold-storm.ts';
import { laneWorks, tellOfLane } from './lane-health.ts';
import {
  isClick,
  isDue,
  isOfStorm,
  keptInPlace,
  laneOf,
  laneOfEffect,
  postponed,
  postponedFrom,
  type Effect,
  type StormEffect,
} from './pending-effects.ts';
import { reflect, WorkedOnElsewhere } from './reflect.ts';
import { endGoneStorm, reflectStorm } from './reflect-storm.ts';
import { sendElsewhere } from './send-elsewhere.ts';
import { settleFolded } from './settle-folded.ts';

export interface Lane {
  mirror: Mirror;
  to: string;
  signal: AbortSignal;
}

/** However long a service asks for: by then it is worth another try. */
const longestPauseMs = 3_600_000;

/** Ops hear of a lane that keeps failing from this attempt on, once an hour. */
const worthTelling = 3;

/** One effect may keep its rank through so many failures of its lane: it may be the one that always fails. */
const failuresInPlace = 3;

/** A lease that was lost and a late answer meet here; the other one needs a moment to end what it has begun. */
const elsewherePauseMs = 1_000;

/** Works off one lane, one effect after the other, until nothing is due or `signal` aborts. */
export async function workLane(context: Context, lane: Lane): Promise<void> {
  const pace = paceOf(lane);
  let failures = 0;
  while (!lane.signal.aborted) {
    await foldStorm(context, lane);
    const effect = await nextEffect(context, lane);
    if (effect === undefined || lane.signal.aborted) return;
    if (await settleFolded(context, lane, effect)) continue;
    const waitMs = pace.wait(performance.now(), { isClick: isClick(effect) });
    if (waitMs > 0) {
      // Something worse may come meanwhile, and a click need not wait.
      await context.laneBell.waitForClick(waitMs, lane.signal);
      continue;
    }
    pace.begin(performance.now());
    const err = await failureOf(() => look(context, lane, effect));
    pace.end(performance.now());
    failures = err === undefined ? 0 : failures + 1;
    if (err === undefined) await laneWorks(context, lane);
    else await pause(await afterFailure(context, lane, { effect, err, failures }), lane.signal);
  }
}

function look(context: Context, { mirror, to }: Lane, effect: Item): Promise<void> {
  return isOfStorm(effect) ? reflectStorm(context, mirror, effect) : reflect(context, mirror, to, effect);
}

async function failureOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (err) {
    return err ?? new Error('failed without an error');
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
  const fresh = await table.query({ pk, index: 'due', to: postponedFrom, limit: 1 });
  const postponedOnes = await table.query({ pk, index: 'due', from: postponedFrom, limit: postponedLookedAt });
  const delayed = postponedOnes.items.filter((item) => isDue(bodyOf<Effect | StormEffect>(item), now()));
  // The sort is stable: the one that was postponed to an earlier time, and any postponed one before a fresh one.
  return [...delayed, ...fresh.items].toSorted((a, b) => priorityIn(a) - priorityIn(b))[0];
}

function priorityIn(item: Item): number {
  return bodyOf<Effect | StormEffect>(item).priority;
}

interface Failure {
  effect: Item;
  err: unknown;
  failures: number;
}

/** Answers how long the whole lane should rest, in ms; the effect waits with it, or by itself. */
async function afterFailure(context: Context, lane: Lane, { effect, err, failures }: Failure): Promise<number> {
  if (err instanceof WorkedOnElsewhere) {
    context.log.info({ lane: laneOfEffect(effect), reason: err.message }, 'lane is worked on elsewhere');
    return elsewherePauseMs;
  }
  const known = bodyOf<Effect | StormEffect>(effect);
  const attempts = known.attempts + 1;
  const reason = err instanceof Error ? err.message : String(err);
  const about = 'caseId' in known ? { caseId: known.caseId } : { storm: known.storm };
  const facts = { lane: laneOfEffect(effect), ...about, attempts, reason };
  // Another case may fare better than a bug with this one; a service that is down fails for all.
  const restMs = err instanceof TemporaryFailure ? delayOf(err, failures) : 0;
  if (err instanceof DestinationGone && !err.isEverywhere && isOfStorm(effect)) await endGoneStorm(context, effect);
  else
    await context.table.write([laterOn(effect, { ...known, attempts, reason }, err, { now: context.now(), restMs })]);
  if (err instanceof DestinationGone) {
    context.log.warn(facts, 'destination is gone');
    if ('caseId' in known && !err.isEverywhere) await sendElsewhere(context, lane, known.caseId);
    await tellOfLane(context, lane, err);
    return err.isEverywhere ? delayOf(err, attempts) : 0;
  }
  if (err instanceof TemporaryFailure) context.log.warn(facts, 'mirror failed for now');
  else context.log.error({ ...facts, err }, 'mirror failed with a bug');
  if (Math.max(attempts, failures) >= worthTelling) await tellOfLane(context, lane, err);
  return restMs;
}

/**
 * What rests with its lane keeps its rank, else a limit or a short outage would let lower cases pass. What goes on
 * failing where no limit was named waits longer than its lane, which tries another one meanwhile.
 */
function laterOn(
  item: Item,
  effect: Effect | StormEffect,
  err: unknown,
  { now, restMs }: { now: Date; restMs: number },
): Write {
  const isLimited = err instanceof TemporaryFailure && err.retryAfterMs !== undefined;
  if (isLimited || (err instanceof TemporaryFailure && effect.attempts < failuresInPlace))
    return keptInPlace(item, effect);
  return postponed(item, effect, { now, forMs: restMs + delayOf(err, effect.attempts) });
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

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal }).catch(() => undefined);
}
