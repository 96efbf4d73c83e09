import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AwsSandbox } from '#sandbox/aws/start-aws-sandbox.ts';
import { startStoreOnAws } from '#sandbox/aws/start-store-on-aws.ts';
import { startTown, type Town } from '#sandbox/start-town.ts';

/** A town in which things go wrong: its Irene's clock can be set, and its store may be the AWS stand-ins. */
export interface Stage {
  town: Town;
  aws: AwsSandbox | undefined;
  /** Sets Irene's clock so many ms beside the true time. */
  setClock(shiftMs: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStage({ onAws }: { onAws: boolean }): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'irene-clock-'));
  const clock = join(folder, 'clock');
  await writeFile(clock, '0');
  const store = onAws ? await startStoreOnAws() : undefined;
  const loader = new URL('./shifted-clock.ts', import.meta.url).href;
  const settings = { ...store?.settings, NODE_OPTIONS: `--import=${loader}`, BENCH_CLOCK: clock };
  const town = await startTown({ settings });
  return {
    town,
    aws: store?.aws,
    async setClock(shiftMs) {
      await writeFile(clock, String(shiftMs));
      town.irene.process.kill('SIGUSR2');
    },
    async close() {
      await town.close();
      await store?.aws.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks every 50 ms; false when it was not so within `withinMs`. */
export async function isSoWithin(withinMs: number, isSo: () => boolean): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > end) return false;
    await wait(50);
  }
  return true;
}
