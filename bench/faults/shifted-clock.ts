import { readFileSync } from 'node:fs';

/*
 * Loaded into Irene before anything else (`node --import`): her clock is off by as many ms as the file named by
 * BENCH_CLOCK says, read anew at each SIGUSR2. Timers go on as they do when a machine's clock is set.
 */

const path = process.env['BENCH_CLOCK'] ?? '';
const RealDate = Date;
let shift = 0;

function read(): void {
  shift = Number(readFileSync(path, 'utf8'));
}

class ShiftedDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...(given as [number]));
  }
  static override now(): number {
    return RealDate.now() + shift;
  }
}

read();
process.on('SIGUSR2', read);
globalThis.Date = ShiftedDate as DateConstructor;
