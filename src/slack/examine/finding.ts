/** What one look at the connection to Slack has shown. */
export interface SlackFinding {
  /** What was looked at: `bot token`, `channel #security`. */
  about: string;
  /** `note`: it works, and somebody may still want to know. */
  state: 'ok' | 'note' | 'wrong';
  says: string;
  /** What to do about it. */
  fix?: string;
}

/** A failure of the Web API as one short text; Slack's own code where there is one. */
export function failureText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const data = 'data' in error ? (error as { data?: { error?: unknown } }).data : undefined;
  if (typeof data?.error === 'string') return data.error;
  const cause = 'original' in error ? error.original : 'cause' in error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== ''
    ? cause.message
    : error instanceof Error
      ? error.message
      : 'unknown';
}
