/** An answer `{ ok: false, error: code, … }` of the Web API. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;
  /** Whole seconds; makes the answer a 429. */
  readonly retryAfter: number | undefined;

  constructor(code: string, details: Record<string, unknown> = {}, retryAfter?: number) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

/** The details of an answer that names what was wrong, one reason each, as Slack words them. */
export function withReasons(reasons: string[]): Record<string, unknown> {
  return { errors: reasons, response_metadata: { messages: reasons.map((reason) => `[ERROR] ${reason}`) } };
}
