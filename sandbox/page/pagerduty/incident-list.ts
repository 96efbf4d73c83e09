import { html } from 'hono/html';
import type { PagerdutyIncident } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderMoment } from '../text/moment.ts';

/** The table of incidents, newest first. */
export function renderIncidentList(incidents: PagerdutyIncident[]): Html {
  return html`<section class="pane" aria-label="Incidents"><header class="pane-head"><h1>Incidents</h1></header>
    <div class="scroller" data-scroller><div class="page-body" id="incidents" data-live="pagerduty">
      ${incidents.length === 0 ? html`<p class="empty">No incidents: a critical or high case calls someone.</p>` : renderTable(incidents)}
    </div></div></section>`;
}

/** The status as a word in its colour. */
export function renderStatus(status: PagerdutyIncident['status']): Html {
  return html`<span class="status status-${status}">${status}</span>`;
}

/** Acknowledge and resolve, as far as they still make sense. */
export function renderIncidentActs(incident: PagerdutyIncident): Html {
  const at = `/act/pagerduty/${encodeURIComponent(incident.id)}`;
  return html`${incident.status === 'triggered' ? html`<button type="button" class="button button-primary" data-post="${at}/acknowledge">Acknowledge</button>` : nothing}
    ${incident.status === 'resolved' ? nothing : html`<button type="button" class="button" data-post="${at}/resolve">Resolve</button>`}`;
}

function renderTable(incidents: PagerdutyIncident[]): Html {
  return html`<div class="table"><table class="incidents"><thead><tr><th>Status</th><th>Incident</th><th>Urgency</th><th>Created</th><th></th></tr></thead>
    <tbody>${incidents.toReversed().map(
      (
        incident,
      ) => html`<tr data-incident="${incident.id}" data-key="${incident.id}"><td>${renderStatus(incident.status)}</td>
        <td><a href="/pagerduty/incidents/${incident.id}">${incident.title}</a><br /><span class="when">#${incident.number} · ${incident.source}</span></td>
        <td>${incident.urgency}</td><td>${renderMoment(incident.createdAt)}</td><td class="row-acts">${renderIncidentActs(incident)}</td></tr>`,
    )}</tbody></table></div>`;
}
