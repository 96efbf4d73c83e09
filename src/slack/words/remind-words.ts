import type { Step } from '#core/reminders.ts';

/** Reminders in a case's thread, and what the clock does next. Times are written for Slack already. */
export interface RemindTexts {
  /** On the card. */
  upcoming: Record<Step['do'], (at: string) => string>;
  unacknowledged(since: string): string;
  stillOpen(by: string, since: string): string;
  ask(by: string, since: string): string;
  withoutAnswer(at: string): string;
  still: string;
  answered(by: string): string;
}
