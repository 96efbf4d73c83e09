import type { Context } from 'hono';
import { answerPage } from './answer-page.ts';
import { commentOn, deleteComment, editComment } from './comment-acts.ts';
import { findComment, findSpot, findTracker } from './find-spot.ts';
import type { GithubApp, GithubDesk } from './github-app.ts';
import type { GithubComment, GithubIssue, GithubRepo } from './github-sandbox.ts';
import { isThere } from './github-world.ts';
import { choiceOf, sinceOf } from './list-issues.ts';
import { readBody } from './read-body.ts';
import { readComment } from './read-issue.ts';
import { renderComment } from './render-issue.ts';

const ofIssue = '/repos/:owner/:repo/issues/:number{[0-9]+}/comments';
const ofRepo = '/repos/:owner/:repo/issues/comments';
const one = `${ofRepo}/:id{[0-9]+}` as const;

/** Comments of an issue, of a whole repository, and one by its id. */
export function addCommentRoutes(app: GithubApp, { world, urls }: GithubDesk): void {
  app.get(ofIssue, (c) => {
    const { repo, issue } = findSpot(world, c);
    const since = sinceOf(c);
    const comments = issue.comments.filter((comment) => Date.parse(comment.updatedAt) >= since);
    return answerPage(c, comments, (comment) => renderComment(urls(c), repo, issue, comment));
  });
  app.post(ofIssue, async (c) => {
    const spot = findSpot(world, c);
    const comment = commentOn(world, spot, readComment(await readBody(c)));
    return c.json(renderComment(urls(c), spot.repo, spot.issue, comment), 201);
  });
  app.get(ofRepo, (c) => {
    const repo = findTracker(world, c);
    return answerPage(c, commentsOf(repo, c), ({ issue, comment }) => renderComment(urls(c), repo, issue, comment));
  });
  app.get(one, (c) => {
    const { repo, issue, comment } = findComment(world, c);
    return c.json(renderComment(urls(c), repo, issue, comment));
  });
  app.patch(one, async (c) => {
    const { repo, issue, comment } = findComment(world, c);
    editComment(world, issue, comment, readComment(await readBody(c)));
    return c.json(renderComment(urls(c), repo, issue, comment));
  });
  app.delete(one, (c) => {
    const { issue, comment } = findComment(world, c);
    deleteComment(world, issue, comment);
    return c.body(null, 204);
  });
}

/** Without `sort` they come by id, and `direction` means nothing, as GitHub documents it. */
function commentsOf(repo: GithubRepo, c: Context): { issue: GithubIssue; comment: GithubComment }[] {
  const since = sinceOf(c);
  const all = repo.issues
    .filter(isThere)
    .flatMap((issue) => issue.comments.map((comment) => ({ issue, comment })))
    .filter(({ comment }) => Date.parse(comment.updatedAt) >= since)
    .toSorted((one, other) => one.comment.id - other.comment.id);
  if (c.req.query('sort') === undefined) return all;
  const by = choiceOf(c, 'sort', ['created', 'updated']) === 'created' ? 'createdAt' : 'updatedAt';
  const sign = choiceOf(c, 'direction', ['asc', 'desc'], 'desc') === 'asc' ? 1 : -1;
  return all.toSorted((one, other) => sign * (Date.parse(one.comment[by]) - Date.parse(other.comment[by])));
}
