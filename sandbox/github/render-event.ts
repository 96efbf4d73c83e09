import type { SandboxUrls } from '../http/urls-for.ts';
import type { GithubEvent, GithubIssue, GithubRepo } from './github-sandbox.ts';
import { nodeId, repoApiUrl } from './github-urls.ts';
import { labelIn } from './github-world.ts';
import { renderComment } from './render-issue.ts';
import { renderUser } from './render-user.ts';

export function renderEvent(urls: SandboxUrls, repo: GithubRepo, event: GithubEvent) {
  return {
    id: event.id,
    node_id: nodeId('IE', event.id),
    url: `${repoApiUrl(urls, repo)}/issues/events/${event.id}`,
    actor: renderUser(urls, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: event.createdAt,
    performed_via_github_app: null,
    ...detailsOf(urls, repo, event),
  };
}

/** Events and comments of the issue in one list, oldest first. */
export function renderTimeline(urls: SandboxUrls, repo: GithubRepo, issue: GithubIssue) {
  const events = issue.events.map((event) => ({ id: event.id, shown: renderEvent(urls, repo, event) }));
  const comments = issue.comments.map((comment) => ({
    id: comment.id,
    shown: { ...renderComment(urls, repo, issue, comment), event: 'commented', actor: renderUser(urls, comment.user) },
  }));
  // Ids rise with time, and unlike the times they tell two entries of one second apart.
  return [...events, ...comments].toSorted((one, other) => one.id - other.id).map((entry) => entry.shown);
}

function detailsOf(urls: SandboxUrls, repo: GithubRepo, event: GithubEvent) {
  if (event.label !== undefined) {
    return { label: { name: event.label, color: labelIn(repo, event.label)?.color ?? 'ededed' } };
  }
  if (event.assignee !== undefined) {
    return { assignee: renderUser(urls, event.assignee), assigner: renderUser(urls, event.actor) };
  }
  if (event.rename !== undefined) return { rename: event.rename };
  return { state_reason: event.event === 'closed' ? event.stateReason : null };
}
