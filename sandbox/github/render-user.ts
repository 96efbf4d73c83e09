import { createHash } from 'node:crypto';
import type { SandboxUrls } from '../http/urls-for.ts';
import { nodeId } from './github-urls.ts';

/** A user as the REST API shows it inside other things. */
export function renderUser(urls: SandboxUrls, login: string) {
  const id = createHash('sha256').update(login.toLowerCase()).digest().readUInt32BE();
  const api = `${urls.api}/users/${encodeURIComponent(login)}`;
  const web = `${urls.web}/github/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId('U', id),
    avatar_url: `${web}.png`,
    gravatar_id: '',
    url: api,
    html_url: web,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}
