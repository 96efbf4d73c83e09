import type { SandboxUrls } from '../http/urls-for.ts';
import type { GithubComment, GithubIssue, GithubReaction, GithubRepo } from './github-sandbox.ts';
import { nodeId, repoApiUrl, repoWebUrl } from './github-urls.ts';
import { labelIn } from './github-world.ts';
import { renderLabel } from './render-repo.ts';
import { renderUser } from './render-user.ts';

export const reactionContents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

/** The issue with every field that the real answer has and clients commonly read. */
export function renderIssue(urls: SandboxUrls, repo: GithubRepo, issue: GithubIssue) {
  const api = `${repoApiUrl(urls, repo)}/issues/${issue.number}`;
  const assignees = issue.assignees.map((login) => renderUser(urls, login));
  return {
    ...issueUrls(urls, repo, api),
    html_url: `${repoWebUrl(urls, repo)}/issues/${issue.number}`,
    id: issue.id,
    node_id: nodeId('I', issue.id),
    number: issue.number,
    title: issue.title,
    user: renderUser(urls, issue.user),
    labels: labelsOf(urls, repo, issue),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    active_lock_reason: null,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: issue.closedBy === null ? null : renderUser(urls, issue.closedBy),
    author_association: 'COLLABORATOR',
    body: issue.body === '' ? null : issue.body,
    reactions: reactionCounts(`${api}/reactions`, issue.reactions),
    performed_via_github_app: null,
  };
}

export function labelsOf(urls: SandboxUrls, repo: GithubRepo, issue: GithubIssue) {
  const labels = issue.labels.map((name) => labelIn(repo, name)).filter((label) => label !== undefined);
  return labels.map((label) => renderLabel(urls, repo, label));
}

export function renderComment(urls: SandboxUrls, repo: GithubRepo, issue: GithubIssue, comment: GithubComment) {
  const api = `${repoApiUrl(urls, repo)}/issues/comments/${comment.id}`;
  return {
    url: api,
    html_url: `${repoWebUrl(urls, repo)}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${repoApiUrl(urls, repo)}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: renderUser(urls, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'COLLABORATOR',
    body: comment.body,
    reactions: reactionCounts(`${api}/reactions`, comment.reactions),
    performed_via_github_app: null,
  };
}

export function renderReaction(urls: SandboxUrls, reaction: GithubReaction) {
  return {
    id: reaction.id,
    node_id: nodeId('REA', reaction.id),
    user: renderUser(urls, reaction.user),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

function issueUrls(urls: SandboxUrls, repo: GithubRepo, api: string) {
  return {
    url: api,
    repository_url: repoApiUrl(urls, repo),
    labels_url: `${api}/labels{/name}`,
    comments_url: `${api}/comments`,
    events_url: `${api}/events`,
    timeline_url: `${api}/timeline`,
  };
}

function reactionCounts(url: string, reactions: GithubReaction[]) {
  const counts = reactionContents.map((content) => [content, reactions.filter((r) => r.content === content).length]);
  return { url, total_count: reactions.length, ...Object.fromEntries(counts) };
}
