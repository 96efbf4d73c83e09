import { setTimeout as wait } from 'node:timers/promises';
import type { Destination, Mirror } from '#core/mirror.ts';
import { everyItem } from '#core/table.ts';
import { bodyOf } from './case-items.ts';
import type { Context } from './context.ts';
import { laneOf, lanesPk } from './pending-effects.ts';
import { holdLease } from './hold-lease.ts';
import { WorkedOnElsewhere } from './reflect.ts';
import { nextEffect, workLane, type Lane } from './work-lane.ts';

/** Keeps one worker a lane busy until `signal` aborts; resolves when the last one has put down its work. */
export async function workLanes(context: Context, signal: AbortSignal): Promise<void> {
  const busy = new Map<string, Promise<void>>();
  while (!signal.aborted) {
    try {
      for (const { mirror, to } of await findLanes(context)) startLane(context, busy, { mirror, to, signal });
    } catch (err) {
      context.log.error({ err }, 'lanes cannot be read');
      await wait(context.lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
    await context.laneBell.wait(context.lookEveryMs, signal);
  }
  await Promise.allSettled(busy.values());
}

async function findLanes(context: Context): Promise<{ mirror: Mirror; to: string }[]> {
  const lanes = await Array.fromAsync(everyItem(context.table, { pk: lanesPk }));
  return lanes.flatMap((item) => {
    const destination = bodyOf<Destination>(item);
    const mirror = context.mirrors.find((one) => one.name === destination.mirror);
    return mirror === undefined ? [] : [{ mirror, to: destination.to }];
  });
}

function startLane(context: Context, busy: Map<string, Promise<void>>, lane: Lane): void {
  const name = laneOf({ mirror: lane.mirror.name, to: lane.to });
  if (busy.has(name)) return;
  const work = runLane(context, name, lane)
    .catch((err: unknown) => {
      if (err instanceof WorkedOnElsewhere)
        context.log.info({ lane: name, reason: err.message }, 'lane is worked on elsewhere');
      else context.log.error({ err, lane: name }, 'lane stopped');
    })
    .finally(() => busy.delete(name));
  busy.set(name, work);
}

/** One replica works on a lane at a time, so that its pace is kept. A lane with nothing due costs no lease. */
async function runLane(context: Context, name: string, lane: Lane): Promise<void> {
  if ((await nextEffect(context, lane)) === undefined) return;
  const { leases, log } = context;
  await holdLease({ leases, log, name, signal: lane.signal }, (signal) => workLane(context, { ...lane, signal }));
}
