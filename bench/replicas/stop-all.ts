import type { Table } from '#core/table.ts';
import { laneOf } from '#pipeline/pending-effects.ts';
import type { Fleet } from './start-fleet.ts';
import { lanesOf } from './watch-lanes.ts';

export interface Stops {
  /** How many did not end with 0. */
  unclean: number;
  slowestMs: number;
  /** How many lanes are still held. */
  leases: number;
}

/** SIGTERM for every replica at once. */
export async function stopAll({ seats }: Fleet, table: Table): Promise<Stops> {
  const stops = await Promise.all(
    seats.map(async ({ irene }) => {
      const startedAt = performance.now();
      const code = await irene?.kill('SIGTERM');
      return { code, ms: performance.now() - startedAt };
    }),
  );
  const names = (await lanesOf(table)).map((lane) => `lease#${laneOf(lane)}`);
  const held = await table.get(names.map((pk) => ({ pk, sk: 'lease' })));
  return {
    unclean: stops.filter(({ code }) => code !== 0).length,
    slowestMs: Math.max(...stops.map(({ ms }) => ms)),
    leases: held.filter((item) => item !== undefined).length,
  };
}
