import { setImmediate } from 'node:timers/promises';

/** How long files may be read before clicks and sockets get their turn. */
const sliceMs = 4;

let sliceEnd = 0;

/**
 * Lets everything else have its turn when reading has held the process for a while; all files that are read at the same
 * time share one such while. A store that answers at once never leaves the turn of the event loop by itself.
 */
export async function giveWay(): Promise<void> {
  if (performance.now() < sliceEnd) return;
  await setImmediate();
  const now = performance.now();
  if (now >= sliceEnd) sliceEnd = now + sliceMs;
}
