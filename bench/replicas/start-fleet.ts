import { join } from 'node:path';
import type { Irene, Town } from '#sandbox/start-town.ts';

/** The place of one replica: its data folder stays, its processes come and go. */
export interface Seat {
  home: string;
  /** Undefined while it is dead or starting. */
  irene: Irene | undefined;
}

export interface Fleet {
  seats: Seat[];
  /** Every process there has been, the dead ones too. */
  processes: Irene[];
  kills: number;
  /** SIGKILL for the next living one, in turn, and another process in its seat at once. Does nothing where all are dead. */
  killNext(): Promise<void>;
  /** Resolves when every seat has a living process. */
  whole(): Promise<void>;
}

/** Irene of the town and as many others as it takes to be `size` replicas, each over its own data folder. */
export async function startFleet(town: Town, size: number): Promise<Fleet> {
  const first: Seat = { home: join(town.home, 'data'), irene: town.irene };
  const others = Array.from(
    { length: size - 1 },
    (_, at): Seat => ({
      home: join(town.home, `data-${at + 2}`),
      irene: undefined,
    }),
  );
  const fleet: Fleet = { seats: [first, ...others], processes: [town.irene], kills: 0, killNext, whole };
  const starts = new Set<Promise<void>>();

  async function start(seat: Seat): Promise<void> {
    const irene = await town.startAnother({ IRENE_HOME: seat.home });
    fleet.processes.push(irene);
    seat.irene = irene;
  }

  function startSoon(seat: Seat): void {
    const starting = start(seat).finally(() => starts.delete(starting));
    starts.add(starting);
    // Told by `whole`, which fails when a seat stays empty.
    starting.catch(() => undefined);
  }

  async function killNext(): Promise<void> {
    const seat = fleet.seats.find(({ irene }) => irene !== undefined);
    if (seat?.irene === undefined) return;
    fleet.seats.push(...fleet.seats.splice(fleet.seats.indexOf(seat), 1));
    const { irene } = seat;
    seat.irene = undefined;
    fleet.kills += 1;
    await irene.kill('SIGKILL');
    startSoon(seat);
  }

  async function whole(): Promise<void> {
    await Promise.all(starts);
    if (fleet.seats.some(({ irene }) => irene === undefined)) throw new Error('a replica did not start again');
  }

  for (const seat of others) startSoon(seat);
  await whole();
  return fleet;
}
