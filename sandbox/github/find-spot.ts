import type { Context } from 'hono';
import { GithubError, notFound } from './github-error.ts';
import type { GithubComment, GithubIssue, GithubRepo } from './github-sandbox.ts';
import { commentIn, repoIn, type GithubWorld } from './github-world.ts';
import type { Spot } from './issue-acts.ts';

/** The repository the path names; 404 when there is none, 403 for a write when it is archived. */
export function findRepo(world: GithubWorld, c: Context): GithubRepo {
  const repo = repoIn(world, c.req.param('owner') ?? '', c.req.param('repo') ?? '');
  if (repo === undefined) throw notFound();
  if (repo.archived && c.req.method !== 'GET') throw new GithubError(403, 'Repository was archived so is read-only.');
  return repo;
}

/** Like `findRepo`, and 410 when it has no issues. */
export function findTracker(world: GithubWorld, c: Context): GithubRepo {
  const repo = findRepo(world, c);
  if (!repo.hasIssues) throw new GithubError(410, 'Issues are disabled for this repo');
  return repo;
}

/** The issue the path names; 410 when it was deleted. What is done there is done by the bot. */
export function findSpot(world: GithubWorld, c: Context): Spot {
  const repo = findTracker(world, c);
  const issue = repo.issues.find((candidate) => candidate.number === Number(c.req.param('number')));
  if (issue === undefined) throw notFound();
  if (issue.deleted) throw new GithubError(410, 'This issue was deleted');
  if (issue.movedTo !== undefined) throw movedPermanently(c, issue.movedTo);
  return { repo, issue, by: world.bot };
}

export function findComment(
  world: GithubWorld,
  c: Context,
): { repo: GithubRepo; issue: GithubIssue; comment: GithubComment } {
  const repo = findTracker(world, c);
  const found = commentIn(repo, Number(c.req.param('id')));
  if (found === undefined) throw notFound();
  return { repo, ...found };
}

/**
 * GitHub leads from an old address to one by the repository's id, whatever its name is by then: 301 to a reader, 307 to
 * a writer. https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
function movedPermanently(c: Context, { repoId, number }: { repoId: number; number: number }): GithubError {
  const { origin, pathname, search } = new URL(c.req.url);
  const rest = /\/issues\/\d+(\/.*)?$/.exec(pathname)?.[1] ?? '';
  const url = `${origin}/repositories/${repoId}/issues/${number}${rest}${search}`;
  return new GithubError(c.req.method === 'GET' ? 301 : 307, 'Moved Permanently', { url, headers: { location: url } });
}
