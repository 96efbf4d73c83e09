import type { Context } from './context.ts';
import { writeFailure, type Failure } from './failures.ts';
import { listDead, type DeadLetter } from './list-dead.ts';
import { tellOps } from './tell-ops.ts';

/**
 * Tells ops of every message that was given up after its last try, each once, however often this runs. All with one
 * cause are one case, so a whole evening of them calls somebody once.
 */
export async function tellDead(context: Context): Promise<void> {
  for await (const letter of listDead(context)) {
    if (letter.failure?.toldAt !== undefined) continue;
    const failure = letter.failure ?? unknownFailure(context.now(), letter.receives);
    await tell(context, letter, failure);
    await writeFailure(context.table, letter.id, { ...failure, toldAt: context.now().toISOString() });
  }
}

async function tell(context: Context, { id, file, receives }: DeadLetter, failure: Failure): Promise<void> {
  const source = file?.source ?? 'no source';
  await tellOps(context, {
    kind: 'dead-letter',
    about: `${source}: ${failure.cause}`,
    title: `Files of ${source} were given up after ${receives} tries`,
    facts: [
      { label: 'File', value: file?.key ?? 'the message names none' },
      { label: 'Reason', value: failure.reason },
      { label: 'All of them', value: 'irene dead list' },
      { label: 'After a fix', value: `irene dead redrive ${id} (or --all)` },
    ],
    occurrence: id,
    // The same whenever it is told: `toldAt` is written after the telling.
    at: file?.receivedAt ?? failure.at,
  });
}

function unknownFailure(now: Date, receives: number): Failure {
  return {
    reason: 'none was noted: the process ended each time while it worked on the message',
    cause: 'the process ended',
    at: now.toISOString(),
    receives,
  };
}
