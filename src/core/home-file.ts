import type { Case } from './case.ts';
import { endOf, worstThenOldest, type Digest } from './digest.ts';
import type { Instant } from './json.ts';

/** A case in somebody's list, with the link to its card where one is shown. */
export interface HomeRow {
  case: Case;
  url?: string;
}

/** What one person has to do. */
export interface HomeFile {
  /** Assigned to the person, or acknowledged by nobody else. */
  mine: HomeRow[];
  /** Shown in the person's channels, and acknowledged by nobody. */
  waiting: HomeRow[];
  waitingInAll: number;
  ending: (HomeRow & Pick<Digest['ending'][number], 'at' | 'what'>)[];
  /** Irene's own troubles that stand, for who is in the ops channel. */
  troubles?: { kind: string; about: string; since: Instant }[];
}

const most = { mine: 12, waiting: 15, ending: 8 };

/** Sorts the cases that are not over into a person's lists, the worst first. `channels` are those that the person is in. Pure. */
export function sortForHome(
  cases: Case[],
  { personId, channels, now }: { personId: string; channels: ReadonlySet<string>; now: Instant },
): Pick<HomeFile, 'mine' | 'waiting' | 'waitingInAll' | 'ending'> {
  const seen = cases.filter(({ shownIn }) => shownIn.some(({ mirror, to }) => mirror === 'slack' && channels.has(to)));
  const mine = cases.filter((c) => isLiving(c) && carerOf(c) === personId).toSorted(worstThenOldest);
  const waiting = seen
    .filter((c) => c.status === 'open' && c.silenced === undefined && carerOf(c) !== personId)
    .toSorted(worstThenOldest);
  const ending = seen.flatMap((c) => endOf(c, now)).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return {
    mine: mine.slice(0, most.mine).map((c) => ({ case: c })),
    waiting: waiting.slice(0, most.waiting).map((c) => ({ case: c })),
    waitingInAll: waiting.length,
    ending: ending.slice(0, most.ending),
  };
}

function isLiving({ status, silenced }: Case): boolean {
  return status === 'acknowledged' || (status === 'open' && silenced === undefined);
}

/** Whose case it is: who was named, else who has acknowledged it. */
function carerOf({ assignee, status, statusBy }: Case): string | undefined {
  if (assignee !== undefined) return assignee.id;
  return status === 'acknowledged' && statusBy.kind === 'person' ? statusBy.id : undefined;
}
