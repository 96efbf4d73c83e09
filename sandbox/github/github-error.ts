/** An answer of the API other than success; `errors` is the list of a 422, `url` the new address of a redirect. */
export class GithubError extends Error {
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;
  readonly url: string | undefined;

  constructor(
    status: number,
    message: string,
    more: { errors?: FieldError[]; headers?: Record<string, string>; url?: string } = {},
  ) {
    super(message);
    this.name = 'GithubError';
    this.status = status;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
    this.url = more.url;
  }
}

export interface FieldError {
  resource: 'Issue' | 'IssueComment' | 'Label' | 'Reaction';
  field: string;
  code: 'missing_field' | 'invalid' | 'already_exists' | 'custom' | 'unprocessable';
  message?: string;
  value?: unknown;
}

export function notFound(): GithubError {
  return new GithubError(404, 'Not Found');
}

export function validationFailed(...errors: FieldError[]): GithubError {
  return new GithubError(422, 'Validation Failed', { errors });
}

/** The body has the wrong type in a field; GitHub answers these with a text and no list. */
export function invalidRequest(text: string): GithubError {
  return new GithubError(422, `Invalid request.\n\n${text}`);
}
