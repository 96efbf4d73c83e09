/** An answer of the REST API other than success; the codes are PagerDuty's own. */
export class PagerdutyError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: string[];

  constructor(status: number, code: number, message: string, errors: string[] = []) {
    super(message);
    this.name = 'PagerdutyError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export function notFound(): PagerdutyError {
  return new PagerdutyError(404, 2100, 'Not Found');
}

export function invalidInput(...errors: string[]): PagerdutyError {
  return new PagerdutyError(400, 2001, 'Invalid Input Provided', errors);
}
