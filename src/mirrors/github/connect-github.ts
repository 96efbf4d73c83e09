import { Octokit } from '@octokit/rest';
import { spaceWrites, tryTwice } from './pace-requests.ts';

export interface GithubSettings {
  token: string;
  /** Without a trailing slash; default `https://api.github.com`. */
  apiUrl?: string | undefined;
  /** Keeps the distances between writes that GitHub asks for (1 s, 3 s where people are notified); default true. */
  throttle?: boolean;
}

/** GitHub answers within 10 s or gives up itself; a silent connection must not hold a lane longer than this. */
const readPatienceMs = 15_000;
/** A write that was given up could still be done later: after another try that makes it twice, or undoes a newer one. */
const writePatienceMs = 40_000;

/** Failures are told by the mirror, with the case; Octokit's own lines would only repeat them without it. */
const quiet = { debug: silence, info: silence, warn: silence, error: silence };

/** The client for GitHub's REST API. Makes no request. Rate limits surface as errors at once instead of being waited for. */
export function connectGithub({ token, apiUrl = 'https://api.github.com', throttle = true }: GithubSettings): Octokit {
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: 'irene',
    log: quiet,
    request: { fetch: fetchPatiently },
  });
  tryTwice(octokit);
  if (throttle) spaceWrites(octokit);
  return octokit;
}

function fetchPatiently(url: string, options: RequestInit): Promise<Response> {
  const isRead = (options.method ?? 'GET') === 'GET';
  const patience = AbortSignal.timeout(isRead ? readPatienceMs : writePatienceMs);
  return fetch(url, {
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, patience]) : patience,
  });
}

function silence(): void {}
