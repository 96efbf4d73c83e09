import { isThere } from './github-world.ts';
import type { SandboxUrls } from '../http/urls-for.ts';
import type { GithubLabel, GithubRepo } from './github-sandbox.ts';
import { nodeId, repoApiUrl, repoWebUrl } from './github-urls.ts';
import { renderUser } from './render-user.ts';

export function renderRepo(urls: SandboxUrls, repo: GithubRepo) {
  const api = repoApiUrl(urls, repo);
  return {
    id: repo.id,
    node_id: nodeId('R', repo.id),
    name: repo.name,
    full_name: `${repo.owner}/${repo.name}`,
    owner: renderUser(urls, repo.owner),
    private: true,
    visibility: 'private',
    html_url: repoWebUrl(urls, repo),
    description: repo.description === '' ? null : repo.description,
    fork: false,
    url: api,
    issues_url: `${api}/issues{/number}`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    labels_url: `${api}/labels{/name}`,
    assignees_url: `${api}/assignees{/user}`,
    default_branch: 'main',
    has_issues: repo.hasIssues,
    archived: repo.archived,
    disabled: false,
    open_issues_count: repo.issues.filter((issue) => issue.state === 'open' && isThere(issue)).length,
    permissions: { admin: false, maintain: false, push: true, triage: true, pull: true },
  };
}

export function renderLabel(urls: SandboxUrls, repo: GithubRepo, label: GithubLabel) {
  return {
    id: label.id,
    node_id: nodeId('LA', label.id),
    url: `${repoApiUrl(urls, repo)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description === '' ? null : label.description,
  };
}
