import { isThere } from '../github/github-world.ts';
import { html } from 'hono/html';
import { renderIssueRow } from './github/issue-list.ts';
import { renderStatus } from './pagerduty/incident-list.ts';
import type { Scene } from './scene.ts';
import { type Html, nothing } from './text/html.ts';
import { renderMoment } from './text/moment.ts';

const shownAtMost = 8;

/** The right of the page: what the channel's cases became on GitHub and in PagerDuty, newest first. */
export function renderRail(scene: Scene): Html {
  const { github, pagerduty } = scene.sandboxes;
  const issues = github.repos.flatMap((repo) => repo.issues.filter(isThere).map((issue) => ({ repo, issue })));
  const newest = issues.toSorted(
    (a, b) => b.issue.updatedAt.localeCompare(a.issue.updatedAt) || b.issue.number - a.issue.number,
  );
  const incidents = pagerduty.incidents.toReversed();
  return html`<aside class="rail" id="rail" data-live="github pagerduty" aria-label="GitHub and PagerDuty">
    <section class="card"><header><h2>GitHub issues</h2>${more(issues.length, '/github')}</header>
      ${issues.length === 0 ? html`<p class="empty">No issues yet: a case of medium or worse opens one.</p>` : nothing}
      <ul class="rows">${newest.slice(0, shownAtMost).map(({ repo, issue }) => html`<li>${renderIssueRow(repo, issue)}</li>`)}</ul></section>
    <section class="card"><header><h2>PagerDuty incidents</h2>${more(incidents.length, '/pagerduty')}</header>
      ${incidents.length === 0 ? html`<p class="empty">No incidents: a critical or high case calls someone.</p>` : nothing}
      <ul class="rows">${incidents.slice(0, shownAtMost).map(
        (incident) => html`<li><a class="row" href="/pagerduty/incidents/${incident.id}" data-incident="${incident.id}">
          <span class="row-title">${incident.title}</span>
          <span class="row-facts">${renderStatus(incident.status)}<span>${incident.urgency} urgency</span>${renderMoment(incident.createdAt)}</span></a></li>`,
      )}</ul></section>
  </aside>`;
}

function more(count: number, path: string): Html {
  return count > 0 ? html`<a href="${path}">All ${count}</a>` : nothing;
}
