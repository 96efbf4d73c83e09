import { html } from 'hono/html';
import type { PagerdutyIncident, PagerdutyLogEntry } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import type { Scene } from '../scene.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderMoment } from '../text/moment.ts';
import { renderLink } from '../text/mrkdwn-reference.ts';
import { renderIncidentActs, renderStatus } from './incident-list.ts';

const words: Record<PagerdutyLogEntry['type'], string> = {
  trigger_log_entry: 'Triggered',
  acknowledge_log_entry: 'Acknowledged',
  resolve_log_entry: 'Resolved',
  annotate_log_entry: 'Note',
};

/** One incident: what it says, where it leads, what happened to it, and what a person can do with it. */
export function renderIncident(incident: PagerdutyIncident, { around }: Scene): Html {
  const at = `/act/pagerduty/${encodeURIComponent(incident.id)}`;
  return html`<section class="pane" aria-label="Incident ${incident.number}"><header class="pane-head"><a class="back" href="/pagerduty">Incidents</a><h1>Incident #${incident.number}</h1></header>
    <div class="scroller" data-scroller><article class="page-body" data-incident="${incident.id}">
      <div id="incident" data-live="pagerduty">
        <h1 class="issue-title">${incident.title}</h1>
        <p class="issue-facts">${renderStatus(incident.status)}<span>${incident.urgency} urgency</span><span>severity ${incident.severity}</span>${renderMoment(incident.createdAt)}</p>
        <div class="acts-row">${renderIncidentActs(incident)}</div>
        <dl class="facts"><dt>Source</dt><dd>${incident.source}</dd><dt>Deduplication key</dt><dd><code>${incident.dedupKey}</code></dd>
          ${incident.links.length > 0 ? html`<dt>Links</dt><dd>${incident.links.map((link) => html`${renderLink(link.href, link.text || link.href, around) ?? link.text} `)}</dd>` : nothing}</dl>
        ${renderDetails(incident.customDetails)}
        <h2>Log</h2>
        <ol class="log">${incident.log.map((line) => html`<li><b>${words[line.type]}</b> ${line.by ? html`by ${line.by}` : nothing} ${renderMoment(line.at)}${line.text ? html`<br /><span>${line.text}</span>` : nothing}</li>`)}</ol>
      </div>
      <form class="acts" data-form="${at}/note" data-draft="${at}"><textarea name="text" rows="2" placeholder="Add a note" aria-label="Add a note" required></textarea>
        <div class="acts-row"><button class="button">Add note</button></div></form>
    </article></div></section>`;
}

function renderDetails(details: unknown): Html {
  if (details === undefined || details === null) return nothing;
  if (typeof details !== 'object' || Array.isArray(details))
    return html`<h2>Details</h2><pre>${JSON.stringify(details, null, 2)}</pre>`;
  return html`<h2>Details</h2><dl class="facts">${Object.entries(details).map(
    ([name, value]) => html`<dt>${name}</dt><dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>`,
  )}</dl>`;
}
