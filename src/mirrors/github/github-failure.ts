import { cutText, oneLine } from '#core/text.ts';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { retryAfterMs } from '../retry-after.ts';

interface Trouble {
  status: number;
  message: string;
  headers: Record<string, unknown>;
}

/** GitHub's own advice where a limit names no time: wait a minute. */
const defaultWaitMs = 60_000;

/** Makes a request about `to` (`owner/repo`); a failure comes out as what the callers of a mirror expect. */
export async function askGithub<T>(to: string, request: () => Promise<T>, now: () => number = Date.now): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw githubFailure(error, to, now());
  }
}

/** The status of an answer that Octokit threw; undefined for any other error. Octokit says 500 for a broken connection. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

function githubFailure(error: unknown, to: string, now: number): unknown {
  const trouble = troubleOf(error);
  if (trouble === undefined) return error;
  const said = `GitHub says ${trouble.status} for ${to}: ${trouble.message}`;
  if (isLimit(trouble)) return new TemporaryFailure(said, { retryAfterMs: waitOf(trouble, now), cause: error });
  if (trouble.status >= 500 || trouble.status === 408) {
    return new TemporaryFailure(said, {
      retryAfterMs: retryAfterMs(headerOf(trouble, 'retry-after'), now),
      cause: error,
    });
  }
  const advice = adviceFor(trouble.status, to);
  // What is left (400, 422) is Irene's own mistake: no person at GitHub can mend it.
  return advice === undefined
    ? new Error(said, { cause: error })
    : new DestinationGone(`${said}. ${advice}`, { isEverywhere: trouble.status === 401, cause: error });
}

function troubleOf(error: unknown): Trouble | undefined {
  const status = statusOf(error);
  if (!(error instanceof Error) || status === undefined) return undefined;
  const response =
    'response' in error ? (error.response as { headers?: Record<string, unknown> } | undefined) : undefined;
  return { status, message: cutText(oneLine(error.message), 200), headers: response?.headers ?? {} };
}

/** Primary and secondary limits come as 403 or 429: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isLimit(trouble: Trouble): boolean {
  if (trouble.status === 429) return true;
  if (trouble.status !== 403) return false;
  const isUsedUp = headerOf(trouble, 'x-ratelimit-remaining') === '0';
  return (
    isUsedUp || headerOf(trouble, 'retry-after') !== undefined || /\brate limit\b|\babuse\b/i.test(trouble.message)
  );
}

function waitOf(trouble: Trouble, now: number): number {
  const asked = retryAfterMs(headerOf(trouble, 'retry-after'), now);
  if (asked !== undefined) return asked;
  const reset = Number(headerOf(trouble, 'x-ratelimit-reset'));
  if (headerOf(trouble, 'x-ratelimit-remaining') !== '0' || !(reset > 0)) return defaultWaitMs;
  // One second more, since the reset is told in whole seconds.
  return Math.max(0, reset * 1000 - now) + 1000;
}

function headerOf(trouble: Trouble, name: string): string | undefined {
  const value = trouble.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function adviceFor(status: number, to: string): string | undefined {
  switch (status) {
    case 401:
      return `The token is wrong, expired or revoked: put a valid one into GITHUB_TOKEN.`;
    case 403:
      return `Give the token "Issues: read and write" for ${to}, and see that the repository is not archived.`;
    case 404:
      return `See that ${to} exists and that the token may read and write its issues, or name another repository.`;
    case 410:
      return `Switch issues on in the settings of ${to}, or name another repository.`;
    case 451:
      return `GitHub has blocked ${to}: name another repository.`;
    default:
      return undefined;
  }
}
