/** The bytes can never be read as they are: park them, tell the owner, do not retry. */
export class UnreadablePayload extends Error {
  override name = 'UnreadablePayload';
}

/** Something outside did not work this time: try again, not before `retryAfterMs` when it is given. */
export class TemporaryFailure extends Error {
  override name = 'TemporaryFailure';
  readonly retryAfterMs: number | undefined;
  constructor(message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The place itself is gone or closed to Irene (archived channel, deleted repo, revoked token): a person must act. */
export class DestinationGone extends Error {
  override name = 'DestinationGone';
  /** Not this place alone: the whole service is closed to Irene, as by a revoked token, so no other place of it helps. */
  readonly isEverywhere: boolean;
  constructor(message: string, options: { isEverywhere?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.isEverywhere = options.isEverywhere ?? false;
  }
}

/** Irene cannot start as things are; the message tells a person what is wrong and what to do. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}
