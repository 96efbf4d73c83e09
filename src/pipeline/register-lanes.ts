import type { Table } from '#core/table.ts';
import { toBody } from './case-items.ts';
import { laneOf, lanesPk } from './pending-effects.ts';
import type { Look } from './where-to-look.ts';

const known = new WeakMap<Table, Set<string>>();

/**
 * Makes sure that every lane is listed before the first effect waits in it: after a crash the lanes are found by this
 * list. Written once a lane and process.
 */
export async function registerLanes(table: Table, looks: Look[]): Promise<void> {
  const listed = known.get(table) ?? new Set<string>();
  known.set(table, listed);
  for (const { destination } of looks) {
    const lane = laneOf(destination);
    if (listed.has(lane)) continue;
    await table.write([{ put: { pk: lanesPk, sk: lane, v: 1, body: toBody(destination) }, when: 'any' }]);
    listed.add(lane);
  }
}
