import { TemporaryFailure } from '#core/errors.ts';

/** Names of answers after which the same request can work; a person may have to act first, but not in this process. */
const passing = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'KmsThrottled',
  'OperationAborted',
  'OverLimit',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);
const networkCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Runs `work` on a client of the AWS SDK; what it throws is made ready for callers, see `awsFailure`. */
export async function askAws<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw awsFailure(error, what);
  }
}

/**
 * What a client of the AWS SDK threw, for callers: TemporaryFailure where another try can work (throttled, 5xx, no
 * connection, an answer cut in half), else the error as it was. `what` names the service in the message.
 */
function awsFailure(error: unknown, what: string): unknown {
  if (!(error instanceof Error) || error instanceof TemporaryFailure || !isPassing(error)) return error;
  return new TemporaryFailure(`${what} cannot answer now: ${error.name}: ${error.message}`, { cause: error });
}

function isPassing(error: Error): boolean {
  if (passing.has(error.name) || networkCodes.has(codeOf(error)) || networkCodes.has(codeOf(error.cause))) return true;
  const status = statusOf(error);
  if (status >= 500 || status === 429) return true;
  // An answer that could not be read has no fault of its own: the service itself never said that anything is wrong.
  return '$response' in error && !('$fault' in error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function statusOf(error: Error): number {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const status = metadata instanceof Object && 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : 0;
}
