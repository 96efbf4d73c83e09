import { isThere } from '../github/github-world.ts';
import { html } from 'hono/html';
import type { Scene } from './scene.ts';
import { channelsOf, isUnread } from './slack/channel.ts';
import { type Html, nothing } from './text/html.ts';

/** The left of the page: channels with what is unread, repositories and incidents with what is open. */
export function renderSidebar(here: string, scene: Scene): Html {
  const { github, pagerduty } = scene.sandboxes;
  const burning = pagerduty.incidents.filter((incident) => incident.status !== 'resolved').length;
  return html`<nav class="sidebar" id="sidebar" data-live="slack github pagerduty" aria-label="Places">
    <h2>Slack</h2>
    ${channelsOf(scene).map((channel) => {
      const path = `/slack/${channel.id}`;
      const unread = path !== here && isUnread(channel, scene);
      return html`<a class="place ${unread ? 'place-unread' : ''}" href="${path}" data-channel="${channel.id}" ${path === here ? html`aria-current="page"` : ''}>
        <span class="hash">#</span><span class="place-name">${channel.name}</span>${unread ? html`<span class="dot" role="img" aria-label="unread"></span>` : nothing}</a>`;
    })}
    <a class="place" href="/home/open" ${here === '/home' ? html`aria-current="page"` : ''}><span class="place-name">App Home</span></a>
    <h2>GitHub</h2>
    ${github.repos.map((repo) => {
      const path = `/github/${repo.owner}/${repo.name}`;
      const open = repo.issues.filter((issue) => issue.state === 'open' && isThere(issue)).length;
      return renderPlace({ path, here, name: `${repo.owner}/${repo.name}`, count: open });
    })}
    <h2>PagerDuty</h2>
    ${renderPlace({ path: '/pagerduty', here, name: 'Incidents', count: burning })}
  </nav>`;
}

function renderPlace({ path, here, name, count }: { path: string; here: string; name: string; count: number }): Html {
  const current = here === path || here.startsWith(`${path}/`);
  return html`<a class="place" href="${path}" ${current ? html`aria-current="page"` : ''}><span class="place-name">${name}</span>
    ${count > 0 ? html`<span class="count">${count}</span>` : nothing}</a>`;
}
