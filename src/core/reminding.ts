import type { Project } from './policy.ts';
import type { Severity } from './severity.ts';
import type { OfficeClock, WorkingHours } from './working-hours.ts';

/** How often people are reminded of cases of one severity; lengths in ms, an absent one means never. */
export interface ReminderRule {
  /** Until somebody acknowledges. */
  every?: number;
  /** Acknowledged by nobody for so long: somebody is paged, whatever the severity. */
  escalateAfter?: number;
  /** From the acknowledgement until it is closed. */
  afterAck?: number;
  /** Outside working hours too. */
  isAtAnyHour: boolean;
}

/** How Irene reminds people: from `rules/policy.yml`. */
export interface Reminding {
  timeZone: string;
  workingHours: WorkingHours;
  reminders: Record<Severity, ReminderRule>;
  /** An acknowledged case without a word for `after` is asked about; without an answer within `answer` it is open again. */
  stillWorking?: { after: number; answer: number };
  /** Minutes since midnight, on working days; `always`: also when there is nothing to say. */
  digest?: { at: number; always: boolean };
  /** The day of the week (0 is Sunday) and the minute of the numbers of a week. */
  weekly?: { day: number; at: number };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What holds where the policy says nothing. */
export const usualReminding: Reminding = {
  timeZone: 'UTC',
  workingHours: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60 },
  reminders: {
    critical: { every: 15 * minute, afterAck: day, isAtAnyHour: true },
    high: { every: 30 * minute, afterAck: day, isAtAnyHour: true },
    medium: { every: day, isAtAnyHour: false },
    low: { isAtAnyHour: false },
    none: { isAtAnyHour: false },
  },
  stillWorking: { after: day, answer: 4 * hour },
  digest: { at: 9 * 60, always: false },
  weekly: { day: 1, at: 9 * 60 + 30 },
};

/** The clock and the working hours of a project; without one those of the policy. */
export function officeClockOf(reminding: Reminding, project: Project | undefined): OfficeClock {
  return {
    timeZone: project?.timeZone ?? reminding.timeZone,
    hours: project?.workingHours ?? reminding.workingHours,
  };
}
