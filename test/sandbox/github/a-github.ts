import { Octokit } from '@octokit/rest';
import { retry } from '@octokit/plugin-retry';
import type { GithubSandbox } from '#sandbox/github/github-sandbox.ts';
import { startGithubSandbox, type GithubSandboxOptions } from '#sandbox/github/start-github-sandbox.ts';
import { onTestFinished } from 'vitest';

/** Octokit warns on the console about every refusal; the tests provoke those. */
export const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Where the tests' repository is. */
export const at = { owner: 'acme', repo: 'security' };

/** A sandbox for the running test and the true client for it, without retries of its own. */
export async function aGithub(
  options: GithubSandboxOptions = {},
): Promise<{ github: GithubSandbox; octokit: Octokit; retrying: Octokit }> {
  const github = await startGithubSandbox(options);
  onTestFinished(() => github.close());
  const client = { auth: github.token, baseUrl: github.apiUrl, log: quiet };
  const Retrying = Octokit.plugin(retry);
  return {
    github,
    octokit: new Octokit(client),
    // A hundredth of the plugin's usual wait between two attempts.
    retrying: new Retrying({ ...client, retry: { retryAfterBaseValue: 10 } }),
  };
}

/** A clock that stands still until it is turned. */
export function aClock(): { now: () => number; turn: (ms: number) => void } {
  let time = Date.parse('2026-03-01T09:00:00Z');
  return {
    now: () => time,
    turn: (ms) => {
      time += ms;
    },
  };
}
