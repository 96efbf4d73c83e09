import { onTestFinished } from 'vitest';
import type { CaseView, Mirror, MirrorRef } from '#core/mirror.ts';
import { connectGithub } from '#mirrors/github/connect-github.ts';
import { createGithubMirror } from '#mirrors/github/github-mirror.ts';
import type { GithubIssue, GithubSandbox } from '#sandbox/github/github-sandbox.ts';
import { startGithubSandbox, type GithubSandboxOptions } from '#sandbox/github/start-github-sandbox.ts';
import { silent, type Story } from '#test/mirrors/a-story.ts';

export const to = 'acme/security';

export interface Tracker {
  github: GithubSandbox;
  mirror: Mirror;
  look: (story: Story, ref?: MirrorRef, more?: Partial<CaseView>) => Promise<MirrorRef>;
  lookAfterCrash: (story: Story, ref?: MirrorRef) => Promise<MirrorRef>;
  /** Throws when there is none. */
  issue: (number: number) => GithubIssue;
  /** `METHOD path-after-the-repository` of each request since the last time it was asked. */
  requests: () => string[];
}

export function mirrorOf(github: GithubSandbox): Mirror {
  const octokit = connectGithub({ token: github.token, apiUrl: github.apiUrl, throttle: false });
  return createGithubMirror({ octokit, locale: 'en', log: silent });
}

/** A mirror before a local GitHub, for the running test. */
export async function aTracker(options: GithubSandboxOptions = {}): Promise<Tracker> {
  const github = await startGithubSandbox(options);
  onTestFinished(() => github.close());
  const mirror = mirrorOf(github);
  let seen = 0;
  return {
    github,
    mirror,
    look: (story, ref, more) => mirror.reflect(story.view(ref, more), to, ref),
    lookAfterCrash: async (story, ref) => {
      const since = new Date(Date.now() - 5_000).toISOString();
      const found = await mirror.findLost(story.view(ref), to, { ref, since });
      return mirror.reflect(story.view(found ?? ref), to, found ?? ref);
    },
    issue: (number) => {
      const issue = github.repos[0]?.issues.find((candidate) => candidate.number === number);
      if (issue === undefined) throw new Error(`no issue ${number}`);
      return issue;
    },
    requests: () => {
      const calls = github.calls.slice(seen);
      seen = github.calls.length;
      return calls.map((call) => `${call.method} ${call.path.replace(`/repos/${to}`, '')}`);
    },
  };
}
