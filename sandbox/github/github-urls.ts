import type { SandboxUrls } from '../http/urls-for.ts';
import type { GithubRepo } from './github-sandbox.ts';

export function repoApiUrl(urls: SandboxUrls, repo: GithubRepo): string {
  return `${urls.api}/repos/${repo.owner}/${repo.name}`;
}

export function repoWebUrl(urls: SandboxUrls, repo: GithubRepo): string {
  return `${urls.web}/github/${repo.owner}/${repo.name}`;
}

/** GitHub's node ids are opaque; these only have to be stable and different from each other. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(`sandbox:${kind}:${id}`).toString('base64url')}`;
}
