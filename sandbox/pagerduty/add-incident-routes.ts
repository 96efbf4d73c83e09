import type { Context } from 'hono';
import { answerList, isWithin } from './answer-list.ts';
import { acknowledge, addNote, amend, resolve } from './incident-acts.ts';
import type { PagerdutyApp, PagerdutyDesk } from './pagerduty-app.ts';
import { invalidInput, notFound } from './pagerduty-error.ts';
import type { PagerdutyIncident } from './pagerduty-sandbox.ts';
import type { PagerdutyWorld } from './pagerduty-world.ts';
import { readIncidentChange, readRequester, readUnder } from './read-incident-change.ts';
import { renderIncident, renderLogEntry, renderNote } from './render-incident.ts';

const statuses = ['triggered', 'acknowledged', 'resolved'];

/** Incidents with their log and notes. */
export function addIncidentRoutes(app: PagerdutyApp, desk: PagerdutyDesk): void {
  const { world, urls } = desk;
  app.get('/incidents', (c) =>
    answerList(c, 'incidents', listIncidents(world, c), (incident) => renderIncident(urls(c), world, incident)),
  );
  app.get('/incidents/:id', (c) => c.json({ incident: renderIncident(urls(c), world, find(world, c)) }));
  app.put('/incidents/:id', async (c) => {
    const { name } = readRequester(world, c);
    const incident = find(world, c);
    const { status, ...change } = readIncidentChange(await readUnder(c, 'incident'));
    if (incident.status === 'resolved') throw invalidInput('Incident Already Resolved');
    if (Object.keys(change).length > 0) amend(world, incident, change);
    if (status === 'acknowledged') acknowledge(world, incident, name);
    if (status === 'resolved') resolve(world, incident, name);
    return c.json({ incident: renderIncident(urls(c), world, incident) });
  });
  addLogRoutes(app, desk);
}

function addLogRoutes(app: PagerdutyApp, { world, urls }: PagerdutyDesk): void {
  app.get('/incidents/:id/log_entries', (c) => {
    const incident = find(world, c);
    const entries = incident.log.filter((entry) => isWithin(c, entry.at)).toReversed();
    return answerList(c, 'log_entries', entries, (entry) => renderLogEntry(urls(c), world, incident, entry));
  });
  app.get('/log_entries', (c) => {
    const all = world.incidents.flatMap((incident) => incident.log.map((entry) => ({ incident, entry })));
    // Ids rise with time and tell two entries of one second apart.
    const entries = all.toSorted((one, other) => (one.entry.id < other.entry.id ? 1 : -1));
    const wanted = entries.filter(({ entry }) => isWithin(c, entry.at));
    return answerList(c, 'log_entries', wanted, ({ incident, entry }) =>
      renderLogEntry(urls(c), world, incident, entry),
    );
  });
  app.get('/incidents/:id/notes', (c) => {
    const { notes } = find(world, c);
    return c.json({ notes: notes.toReversed().map((note) => renderNote(urls(c), world, note)) });
  });
  app.post('/incidents/:id/notes', async (c) => {
    const { name } = readRequester(world, c);
    const incident = find(world, c);
    const { content } = await readUnder(c, 'note');
    if (typeof content !== 'string' || content.trim() === '') throw invalidInput('Content cannot be blank.');
    return c.json({ note: renderNote(urls(c), world, addNote(world, incident, name, content)) }, 201);
  });
}

/** By their status, key, service, urgency and age; oldest first, unless `sort_by` asks for the newest. */
function listIncidents(world: PagerdutyWorld, c: Context): PagerdutyIncident[] {
  const wantedStatuses = c.req.queries('statuses[]');
  if (wantedStatuses?.some((status) => !statuses.includes(status))) {
    throw invalidInput('Status must be a list of triggered, acknowledged, or resolved.');
  }
  const key = c.req.query('incident_key');
  const urgencies = c.req.queries('urgencies[]');
  const serviceKeys = routingKeys(world, c.req.queries('service_ids[]'));
  const wanted = world.incidents.filter(
    (incident) =>
      (wantedStatuses?.includes(incident.status) ?? true) &&
      (key === undefined || incident.dedupKey === key) &&
      (urgencies?.includes(incident.urgency) ?? true) &&
      (serviceKeys?.includes(incident.routingKey) ?? true) &&
      isWithin(c, incident.createdAt),
  );
  return /^(created_at|incident_number):desc$/.test(c.req.query('sort_by') ?? '') ? wanted.toReversed() : wanted;
}

function routingKeys(world: PagerdutyWorld, ids: string[] | undefined): string[] | undefined {
  if (ids === undefined) return undefined;
  return world.services.filter((service) => ids.includes(service.id)).map((service) => service.routingKey);
}

/** By id, or by its number as PagerDuty allows too. */
function find(world: PagerdutyWorld, c: Context): PagerdutyIncident {
  const id = c.req.param('id') ?? '';
  const incident = world.incidents.find((candidate) => candidate.id === id || String(candidate.number) === id);
  if (incident === undefined) throw notFound();
  return incident;
}
