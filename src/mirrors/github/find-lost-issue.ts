import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { TemporaryFailure } from '#core/errors.ts';
import type { Instant } from '#core/json.ts';
import { askGithub, statusOf } from './github-failure.ts';
import { caseMark, newsSeqOf } from './issue-marks.ts';
import { issueOf, repoOf, type Issue } from './read-issue.ts';

/** Whose marks to look for, and where. A mark that somebody else pasted is no mark. */
export interface Search {
  octokit: Octokit;
  to: string;
  caseId: string;
  /** Irene's own account. */
  login: string;
  /** Only what was made since then by GitHub's clock. */
  since: Instant;
}

const writtenSchema = z.object({
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  created_at: z.string(),
  pull_request: z.unknown().optional(),
});

/**
 * The issue of the case that was made since then. It comes from the repository's list: the search index would lag by
 * minutes. Should there be two, the first one made.
 */
export async function findLostIssue(search: Search): Promise<Issue | undefined> {
  const { octokit, to } = search;
  const since = search.since.replace(/\.\d+Z$/, 'Z');
  const query = { ...repoOf(to), state: 'all', sort: 'created', direction: 'desc', since, per_page: 100 } as const;
  return askGithub(to, async () => {
    let found: Issue | undefined;
    for await (const page of octokit.paginate.iterator(octokit.rest.issues.listForRepo, query)) {
      for (const answer of page.data) if (isLostIssue(answer, search)) found = issueOf(answer, to);
      if (page.data.some((answer) => answer.created_at < since)) break;
    }
    return found;
  });
}

function isLostIssue(answer: unknown, search: Search): boolean {
  const written = readWritten(answer);
  if (written.pull_request !== undefined || Date.parse(written.created_at) < Date.parse(search.since)) return false;
  return isOwn(written, search) && (written.body ?? '').includes(caseMark(search.caseId));
}

/** How far Irene's comments since then tell the timeline, 0 = none does; undefined when the issue is gone. */
export async function findShownSeq(search: Search, number: number): Promise<number | undefined> {
  const { octokit, to, caseId, since } = search;
  const query = { ...repoOf(to), issue_number: number, since: since.replace(/\.\d+Z$/, 'Z'), per_page: 100 };
  try {
    const comments = await octokit.paginate(octokit.rest.issues.listComments, query);
    const own = comments.map(readWritten).filter((comment) => isOwn(comment, search));
    return Math.max(0, ...own.map((comment) => newsSeqOf(comment.body ?? '', caseId) ?? 0));
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return undefined;
    return askGithub(to, () => Promise.reject(error));
  }
}

function readWritten(answer: unknown): z.infer<typeof writtenSchema> {
  const { data, error } = writtenSchema.safeParse(answer);
  if (data === undefined) throw new TemporaryFailure('GitHub answered with something unreadable', { cause: error });
  return data;
}

function isOwn(written: z.infer<typeof writtenSchema>, { login }: Search): boolean {
  return written.user?.login.toLowerCase() === login.toLowerCase();
}
