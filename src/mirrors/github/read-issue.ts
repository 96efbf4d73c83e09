import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { askGithub, statusOf } from './github-failure.ts';

/** What Irene uses of an issue: https://docs.github.com/rest/issues/issues */
export interface Issue {
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
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
});

/** An answer of the API as an issue. Throws TemporaryFailure when it is none (an answer that was cut off). */
export function issueOf(answer: unknown): Issue {
  const { data, error } = issueSchema.safeParse(answer);
  if (data === undefined)
    throw new TemporaryFailure('GitHub answered with something that is no issue', { cause: error });
  const names = data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
  return {
    number: data.number,
    url: data.html_url,
    title: data.title,
    body: data.body ?? '',
    isOpen: data.state === 'open',
    labels: names.filter((name) => name !== ''),
  };
}

/** `owner/repo` in the two halves that Octokit wants. */
export function repoOf(to: string): { owner: string; repo: string } {
  const [owner, repo, ...rest] = to.split('/');
  if (!owner || !repo || rest.length > 0) {
    throw new DestinationGone(`"${to}" is no GitHub repository: write it as owner/repo`);
  }
  return { owner, repo };
}

/** The issue; undefined when somebody deleted it. Throws DestinationGone when the repository or its issues are gone. */
export async function readIssue(octokit: Octokit, to: string, number: number): Promise<Issue | undefined> {
  try {
    const { data } = await octokit.rest.issues.get({ ...repoOf(to), issue_number: number });
    return issueOf(data);
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 410) return askGithub(to, () => Promise.reject(error));
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
