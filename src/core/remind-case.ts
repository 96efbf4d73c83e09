import type { Case } from './case.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './json.ts';
import type { Happening } from './timeline.ts';

/** What the clock asks of people, and their answer. None of it changes the status. */
export type ReminderAction =
  | { do: 'remind' }
  /** Whether somebody is still working on it. */
  | { do: 'ask' }
  | { do: 'still' };

const whats = ['remind', 'ask', 'still'] as const;

export function isReminding(action: { do: string }): action is ReminderAction {
  return (whats as readonly string[]).includes(action.do);
}

/** Why it does not apply (any more). */
export function whyNotRemind(
  { status, silenced }: Case,
  action: ReminderAction,
): 'not_acknowledged' | 'already' | undefined {
  if (action.do !== 'remind') return status === 'acknowledged' ? undefined : 'not_acknowledged';
  return status === 'snoozed' || silenced !== undefined ? 'already' : undefined;
}

export function remindingOf(action: ReminderAction): Happening {
  switch (action.do) {
    case 'remind':
      return { what: 'reminded' };
    case 'ask':
      return { what: 'asked' };
    case 'still':
      return { what: 'still_working' };
  }
}

/** The case with what is known of its reminders; its status stays, and who set it and when. */
export function remindCase(c: Case, action: ReminderAction, { at }: { at: Instant; by: Actor }): Case {
  const noted = { at, seq: c.timelineLength + 1 };
  switch (action.do) {
    case 'remind':
      return { ...c, reminded: noted };
    case 'ask':
      return { ...c, reminded: noted, asked: noted };
    case 'still': {
      const { asked: _, ...rest } = c;
      return { ...rest, stillAt: at };
    }
  }
}
