import type { Case } from '#core/case.ts';
import { TemporaryFailure } from '#core/errors.ts';
import { upcomingSteps } from '#core/reminders.ts';
import type { Policy } from '#core/policy.ts';
import type { Write } from '#core/table.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { caseItem, timelineWrites } from './case-items.ts';
import type { Context } from './context.ts';
import { effectWrites } from './pending-effects.ts';
import { registerLanes } from './register-lanes.ts';
import type { Look } from './where-to-look.ts';

/** A case as it shall be kept, with everything that must be kept in the same moment. */
export interface ChangedCase {
  case: Case;
  /** The revision that the change was made from; undefined for a new case. */
  from: number | undefined;
  at: Date;
  entries: TimelineEntry[];
  looks: Look[];
  /** A person waits for it. */
  urgent: boolean;
  /** What else belongs to the change: an occurrence, a request. */
  also: Write[];
}

type SaveContext = Pick<Context, 'table' | 'laneBell' | 'policy'>;

/** One atomic write; then the lanes are told. False when somebody else changed the case in between, and nothing is written. */
export async function saveCase({ table, laneBell, policy }: SaveContext, changed: ChangedCase): Promise<boolean> {
  const { from, looks } = changed;
  const c = withUpcoming(changed.case, policy(), changed.at);
  await registerLanes(table, looks);
  const { conflicts } = await table.write([
    { put: caseItem(c, changed.at.toISOString()), when: from === undefined ? 'absent' : { v: from } },
    ...changed.also,
    ...timelineWrites(changed.case.id, changed.entries),
    ...effectWrites(changed.case, looks, changed),
  ]);
  if (conflicts.length > 0) return false;
  if (looks.length > 0) laneBell.ring({ isClick: changed.urgent });
  return true;
}

/** What the clock does next, in the case itself: its due place is made of it, and its card tells it. */
export function withUpcoming(c: Case, policy: Policy, at: Date): Case {
  const { upcoming: _, ...rest } = c;
  const upcoming = upcomingSteps(c, policy, at.toISOString());
  return upcoming.length === 0 ? rest : { ...rest, upcoming };
}

const tries = 50;

/** Repeats `attempt`, which reads the case anew each time, until it answers. `what` is for the failure after 50 tries. */
export async function untilSaved<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tried = 0; tried < tries; tried += 1) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
  }
  throw new TemporaryFailure(`the case kept changing: ${what}`);
}
