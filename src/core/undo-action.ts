import type { Case } from './case.ts';
import type { Instant } from './json.ts';
import type { Happening, TimelineEntry } from './timeline.ts';

/** The actions that can be taken back, by what they leave in the timeline. */
export const undoable = ['acknowledged', 'closed', 'snoozed', 'assigned', 'severity_set'] as const;
export type Undone = (typeof undoable)[number];

/** What it takes to take one action back. */
export interface UndoNote {
  did: Undone;
  /** The action's own timeline entry. */
  seq: number;
  /** After this it is too late. */
  until: Instant;
  /** What the action changed, as it was before. */
  back: Partial<Case>;
  /** What the action added. */
  gone: string[];
}

/** `inTime`: that it is not too late was decided before, for many cases together. */
export type UndoAction = { do: 'undo'; of: UndoNote; inTime?: true };

/** So long an action can be taken back. */
export const undoWithinMs = 30_000;

/** These only grow, whatever is taken back. */
const growing: ReadonlySet<string> = new Set(['revision', 'timelineLength', 'shownIn', 'upcoming']);

/** How to take back what made `after` of `before`; undefined when it is nothing that can be taken back. */
export function undoNoteOf(before: Case, after: Case, entry: TimelineEntry): UndoNote | undefined {
  const did = undoable.find((what) => what === entry.what);
  if (did === undefined) return undefined;
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  const back = [...was].filter(([key, value]) => !growing.has(key) && is.get(key) !== value);
  const gone = [...is.keys()].filter((key) => !growing.has(key) && !was.has(key));
  const until = new Date(Date.parse(entry.at) + undoWithinMs).toISOString();
  return { did, seq: entry.seq, until, back: Object.fromEntries(back) as Partial<Case>, gone };
}

/** Why it cannot be taken back (any more). Alerts that are only counted change nothing that it would touch. */
export function whyNotUndo(
  c: Case,
  { of, inTime }: UndoAction,
  now: Instant,
): 'changed_since' | 'too_late' | undefined {
  if (c.timelineLength !== of.seq) return 'changed_since';
  return inTime !== true && now > of.until ? 'too_late' : undefined;
}

export function undoingOf({ of }: UndoAction): Happening {
  return { what: 'undone', did: of.did };
}

/** The case as if the action had never been. */
export function undoAction(c: Case, { of }: UndoAction): Case {
  const kept = Object.fromEntries(Object.entries(c).filter(([key]) => !of.gone.includes(key))) as unknown as Case;
  const before: Case = { ...kept, ...of.back };
  // The call may have been answered by it already, and an answered call calls nobody.
  const isOpenAgain = before.status === 'open' && c.status !== 'open';
  return isOpenAgain ? { ...before, calls: c.calls + 1 } : before;
}
