import type { HttpFault } from '../http/http-faults.ts';

/** An answer of DynamoDB or SQS that says no, e.g. `awsError('ThrottlingException')`; `more` goes into its body. */
export function awsError(
  name: string,
  { status = 400, ...more }: { status?: number; [field: string]: unknown } = {},
): HttpFault {
  return { status, body: { __type: `com.amazonaws.sandbox#${name}`, message: `${name} was ordered`, ...more } };
}

/** An answer of S3 that says no, e.g. `s3Error('SlowDown', 503)`. */
export function s3Error(code: string, status: number): HttpFault {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code} was ordered</Message></Error>`;
  return { status, body, headers: { 'content-type': 'application/xml' } };
}
