import type { Context } from 'hono';
import { validationFailed } from './github-error.ts';
import type { GithubIssue, GithubRepo } from './github-sandbox.ts';
import { isSameName, isThere } from './github-world.ts';

const states = ['open', 'closed', 'all'];
const sorts = ['created', 'updated', 'comments'];
const directions = ['asc', 'desc'];

/** The issues that the query of `GET /repos/…/issues` asks for, in its order. */
export function listIssues(repo: GithubRepo, c: Context): GithubIssue[] {
  const state = choiceOf(c, 'state', states);
  const since = sinceOf(c);
  const labels = (c.req.query('labels') ?? '').split(',').filter((name) => name.trim() !== '');
  const wanted = repo.issues.filter(
    (issue) =>
      isThere(issue) &&
      (state === 'all' || issue.state === state) &&
      Date.parse(issue.updatedAt) >= since &&
      labels.every((name) => issue.labels.some((label) => isSameName(label, name.trim()))) &&
      isBy(issue, c.req.query('creator')) &&
      isAssignedTo(issue, c.req.query('assignee')),
  );
  const sort = choiceOf(c, 'sort', sorts);
  const sign = choiceOf(c, 'direction', directions, 'desc') === 'asc' ? 1 : -1;
  return wanted.toSorted((one, other) => sign * (rankOf(one, sort) - rankOf(other, sort) || one.number - other.number));
}

/** `since` in milliseconds since 1970; things changed at or after it are wanted. */
export function sinceOf(c: Context): number {
  const text = c.req.query('since');
  if (text === undefined || text === '') return Number.NEGATIVE_INFINITY;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw validationFailed({ value: text, resource: 'Issue', field: 'since', code: 'invalid' });
  return at;
}

/** The value of a query field that has a fixed set of values. */
export function choiceOf(c: Context, field: string, choices: string[], otherwise = choices[0]): string {
  const value = c.req.query(field) ?? otherwise ?? '';
  if (!choices.includes(value)) throw validationFailed({ value, resource: 'Issue', field, code: 'invalid' });
  return value;
}

function rankOf(issue: GithubIssue, sort: string): number {
  if (sort === 'comments') return issue.comments.length;
  return Date.parse(sort === 'updated' ? issue.updatedAt : issue.createdAt);
}

function isBy(issue: GithubIssue, creator: string | undefined): boolean {
  return creator === undefined || isSameName(issue.user, creator);
}

function isAssignedTo(issue: GithubIssue, assignee: string | undefined): boolean {
  if (assignee === undefined) return true;
  if (assignee === 'none') return issue.assignees.length === 0;
  return assignee === '*' ? issue.assignees.length > 0 : issue.assignees.some((login) => isSameName(login, assignee));
}
