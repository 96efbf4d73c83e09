/** The texts of asking the person whose doing it seems to be. Arguments are already escaped. */
export interface QuestionWords {
  lengths: Record<QuestionLength, string>;
  /** The message to that person. */
  heading(by: string): string;
  until(at: string): string;
  wasMe: string;
  wasNotMe: string;
  thanks: string;
  escalated: string;
  notReached(person: string): string;
}

export const questionLengths = ['30m', '1h', '4h', '24h'] as const;
export type QuestionLength = (typeof questionLengths)[number];
