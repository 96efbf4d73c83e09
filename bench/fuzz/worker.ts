import { parentPort, workerData } from 'node:worker_threads';
import type { Policy } from '#core/policy.ts';
import { makeInput } from './make-input.ts';
import type { Sample } from './read-samples.ts';
import { tryInput, type Tried } from './try-input.ts';

/** What this thread is given: the inputs `from` to below `to` of a run. */
export interface Share {
  samples: Sample[];
  policy: Policy;
  seed: number;
  from: number;
  to: number;
}

/**
 * Told before an input is begun, so that whoever watches sees which one hangs, and after it, with the time that it took
 * of the processor: others may keep the machine busy.
 */
export type Told = { begun: number } | { done: number; cpuMs: number; tried: Tried };

const share = workerData as Share;
const tell = (told: Told): void => parentPort?.postMessage(told);

for (let index = share.from; index < share.to; index += 1) {
  const input = makeInput(share.samples, share.seed, index);
  tell({ begun: index });
  const before = process.threadCpuUsage();
  const tried = await tryInput(input, share.policy);
  const { user, system } = process.threadCpuUsage(before);
  tell({ done: index, cpuMs: (user + system) / 1000, tried });
}
