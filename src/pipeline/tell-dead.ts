import type { Instant } from '#core/json.ts';
import type { Context } from './context.ts';
import { writeFailure, type Failure } from './failures.ts';
import { listDead, type DeadLetter } from './list-dead.ts';
import { endMissing, noteStanding } from './standing-troubles.ts';
import { tellOps } from './tell-ops.ts';

/** A queue of AWS does not show what somebody else has just listed; it shows it again before this is over. */
const overlookedMs = 5 * 60_000;

/**
 * Tells ops of every message that was given up after its last try, each once, however often this runs. All with one
 * cause are one case, so a whole evening of them calls somebody once.
 */
export async function tellDead(context: Context): Promise<void> {
  const causes = new Set<string>();
  for await (const letter of listDead(context)) {
    const failure = letter.failure ?? unknownFailure(context.now(), letter.receives);
    causes.add(aboutOf(letter, failure));
    if (failure.toldAt === undefined) await tellOnce(context, letter, failure);
  }
  await endMissing(context, {
    kind: 'dead-letter',
    present: causes,
    patienceMs: overlookedMs,
    because: 'None of them is left: they were sent again or discarded.',
  });
}

/** All that are given up for one cause. */
function aboutOf({ file }: DeadLetter, { cause }: Failure): string {
  return `${file?.source ?? 'no source'}: ${cause}`;
}

/** When it was found is noted before it is told: told again after a crash it is the same occurrence. */
async function tellOnce(context: Context, letter: DeadLetter, failure: Failure): Promise<void> {
  const foundAt = failure.foundAt ?? context.now().toISOString();
  if (failure.foundAt === undefined) await writeFailure(context.table, letter.id, { ...failure, foundAt });
  await noteStanding(context, { kind: 'dead-letter', about: aboutOf(letter, failure) });
  await tell(context, letter, { ...failure, foundAt });
  const toldAt = context.now().toISOString();
  await writeFailure(context.table, letter.id, { ...failure, foundAt, toldAt });
}

async function tell(context: Context, letter: DeadLetter, failure: Failure & { foundAt: Instant }): Promise<void> {
  const { id, file, receives } = letter;
  const source = file?.source ?? 'no source';
  await tellOps(context, {
    kind: 'dead-letter',
    about: aboutOf(letter, failure),
    title: `Files of ${source} were given up after ${receives} tries`,
    facts: [
      { label: 'File', value: file?.key ?? 'the message names none' },
      { label: 'Reason', value: failure.reason },
      { label: 'All of them', value: 'irene dead list' },
      { label: 'After a fix', value: `irene dead redrive ${id} (or --all)` },
    ],
    occurrence: id,
    // Not when its file came: a case that was closed meanwhile would take it for old news.
    at: failure.foundAt,
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
