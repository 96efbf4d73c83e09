import type { Case } from '#core/case.ts';
import type { TroubleKind } from '#core/ops.ts';
import { readTimeline } from '#pipeline/read-timeline.ts';
import type { World } from './world.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** Lets time go by. */
export function pass(world: World, ms: number): void {
  world.clock.now = new Date(world.clock.now.getTime() + ms);
}

/** The ops cases of one kind that changed in this hour or one of the 72 before, as they are now. */
export async function opsCases(world: World, kind: TroubleKind): Promise<Case[]> {
  const now = world.clock.now.getTime();
  const found = new Map<string, Case>();
  for (let hours = 72; hours >= 0; hours -= 1) {
    world.clock.now = new Date(now - hours * hourMs);
    for (const c of await world.cases()) if (c.type === kind) found.set(c.id, c);
  }
  world.clock.now = new Date(now);
  return [...found.values()];
}

/** What happened to a case, in order. */
export async function happenedTo(world: World, c: Case): Promise<string[]> {
  return (await readTimeline(world.context.table, c.id, 1, c.timelineLength)).map(({ what }) => what);
}
