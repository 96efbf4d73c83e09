import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { askGithub, statusOf } from './github-failure.ts';

/** What Irene uses of an issue: https://docs.github.com/rest/issues/issues */
export interface Issue {
  /** `owner/repo` where it lies: another than it was asked for when it was transferred, or the repository renamed. */
  repo: string;
  number: number;
  url: string;
  title: string;
  body: string;
  isOpen: boolean;
  labels: string[];
}

const issueSchema = z.object({
  number: z.int().positive(),
  html_url: z.string(),
  repository_url: z.string().optional(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
});

/** An answer of the API about `to` as an issue. Throws TemporaryFailure when it is none (an answer that was cut off). */
export function issueOf(answer: unknown, to: string): Issue {
  const { data, error } = issueSchema.safeParse(answer);
  if (data === undefined)
    throw new TemporaryFailure('GitHub answered with something that is no issue', { cause: error });
  const names = data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
  return {
    repo: repoIn(data.repository_url, to),
    number: data.number,
    url: data.html_url,
    title: data.title,
    body: data.body ?? '',
    isOpen: data.state === 'open',
    labels: names.filter((name) => name !== ''),
  };
}

function repoIn(apiUrl: string | undefined, to: string): string {
  const [, found] = /\/repos\/([^/]+\/[^/]+)$/.exec(apiUrl ?? '') ?? [];
  return found === undefined || isSameRepo(found, to) ? to : found;
}

/** Names are compared without case everywhere on GitHub. */
export function isSameRepo(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** `owner/repo` in the two halves that Octokit wants. */
export function repoOf(to: string): { owner: string; repo: string } {
  const [owner, repo, ...rest] = to.split('/');
  if (!owner || !repo || rest.length > 0) {
    throw new DestinationGone(`"${to}" is no GitHub repository: write it as owner/repo`);
  }
  return { owner, repo };
}

/**
 * The issue, wherever it was transferred to; undefined when somebody deleted it. `to` is where cases belong: throws
 * DestinationGone when that repository or its issues are gone.
 */
export async function readIssue(
  octokit: Octokit,
  to: string,
  { repo, number }: { repo: string; number: number },
): Promise<Issue | undefined> {
  try {
    const { data } = await octokit.rest.issues.get({ ...repoOf(repo), issue_number: number });
    return issueOf(data, repo);
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 410) return askGithub(repo, () => Promise.reject(error));
    // GitHub says the same for a deleted issue, a repository without issues and one that is not there.
    await checkTracker(octokit, to);
    return undefined;
  }
}

async function checkTracker(octokit: Octokit, to: string): Promise<void> {
  const { data } = await askGithub(to, () => octokit.rest.repos.get(repoOf(to)));
  if (!data.has_issues) {
    throw new DestinationGone(
      `${to} on GitHub has its issues switched off: switch them on, or name another repository`,
    );
  }
}
